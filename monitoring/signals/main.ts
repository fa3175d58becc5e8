/**
 * `npm run signals`: whether what a person would see and hear of the mesh is there and true. Asks Prometheus every query of
 * every panel and rule after some load, then breaks things and waits for the alerts. Exit code 0, or 1 with what is wrong.
 */
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { freePort } from '@comptoir/mesh/engines';
import { burn } from './burn.ts';
import { fires } from './fires.ts';
import { grafanaOnPath, grafanaProblems, withGrafana } from './grafana.ts';
import { SERIES_BUDGET, seriesProblems } from './exported-series.ts';
import { goldenSignals } from './matrix.ts';
import { parseOptions, type Options } from './options.ts';
import { unanswered, unknownNames } from './questions.ts';
import { openVisitors } from './visitors.ts';
import { watchedMesh, type WatchedMesh } from './watched-mesh.ts';
import { openWebhook, type Webhook } from './webhook.ts';

const say = (line: string) => void process.stdout.write(`${line}\n`);

try {
  const problems = await prove(parseOptions(process.argv.slice(2), process.env['INIT_CWD'] ?? process.cwd()));
  for (const problem of problems) say(`NOT TRUE  ${problem}`);
  say(problems.length === 0 ? 'All signals are there and true.' : `${problems.length} problems.`);
  process.exitCode = problems.length === 0 ? 0 : 1;
} catch (error) {
  process.stderr.write(`${error instanceof Error ? error.message : String(error)}\n`);
  process.exitCode = 2;
}

async function prove(options: Options): Promise<string[]> {
  if (options.home !== undefined) return ask(watchedMesh({ home: options.home }), options);

  const folder = mkdtempSync(path.join(tmpdir(), 'comptoir-signals-'));
  const home = path.join(folder, 'home');
  const webhook = await openWebhook();
  const port = options.port ?? (await freePort());
  const mesh = watchedMesh({ home, port, settings: { ALERT_WEBHOOK_URL: webhook.url } });
  try {
    say('A mesh of its own starts');
    await mesh.start();
    await tellSooner(home, mesh);
    return [
      ...(await atTheStart(mesh)),
      ...(await ask(mesh, options)),
      ...(await setOnFire(mesh, webhook, options)),
    ];
  } finally {
    await mesh.stop().catch((error: unknown) => say(String(error)));
    webhook.close();
    rmSync(folder, { recursive: true, force: true });
  }
}

/** What each replica exports before anybody has asked it for anything. */
async function atTheStart(mesh: WatchedMesh): Promise<string[]> {
  const replicas = mesh.replicas();
  const found = await Promise.all(
    replicas.map(async ({ name, address }) => {
      const text = await (await fetch(`http://${address}/metrics`)).text();
      return seriesProblems(text).map((problem) => `${name} ${problem}`);
    }),
  );
  say(`Replicas at their start: ${replicas.length}, series at most ${SERIES_BUDGET} each`);
  return found.flat();
}

async function ask(mesh: WatchedMesh, { durationSeconds, rate, grafana }: Options): Promise<string[]> {
  const prometheus = await mesh.prometheus();
  const visitors = await openVisitors(mesh);
  say(`Load: mixed, ${rate} requests a second for ${durationSeconds} s`);
  await visitors.lookAroundDuring(mesh.load(durationSeconds, rate));
  const { asked, problems } = await unanswered(prometheus);
  say(`Queries of panels and rules: ${asked} asked, ${problems.length} without an answer`);
  const unknown = await unknownNames(prometheus);
  say(`Names that nobody exports: ${unknown.length}`);
  const { table, problems: holes } = await goldenSignals(prometheus);
  say(`Golden signals: ${holes.length} holes\n${table}`);
  return [...problems, ...unknown, ...holes, ...(await drawn(mesh, grafana))];
}

/** Whether Grafana draws the dashboards: the one that is named, or one of our own when it is installed. */
async function drawn(mesh: WatchedMesh, url: string | undefined): Promise<string[]> {
  const problems = url === undefined ? await inOwnGrafana(mesh) : await grafanaProblems(url);
  if (problems === undefined)
    say('Grafana: none on the PATH; schema and queries of its files are part of npm test');
  else say(`Grafana: ${problems.length} dashboards or queries that it cannot draw`);
  return problems ?? [];
}

/** Undefined when none is installed. */
async function inOwnGrafana(mesh: WatchedMesh): Promise<string[] | undefined> {
  const command = grafanaOnPath();
  if (command === undefined) return undefined;
  return withGrafana(command, await mesh.prometheusUrl(), grafanaProblems);
}

async function setOnFire(mesh: WatchedMesh, webhook: Webhook, { fires: chosen }: Options): Promise<string[]> {
  const lit = fires.filter(({ name }) => chosen === undefined || chosen.includes(name));
  if (lit.length === 0) return [];
  const visitors = await openVisitors(mesh);
  const prometheus = await mesh.prometheus();
  const close = visitors.sellOn();
  const problems: string[] = [];
  try {
    for (const fire of lit)
      problems.push(...(await burn(fire, { mesh, prometheus, visitors, webhook, say })));
  } finally {
    await close();
  }
  return problems;
}

/**
 * The one thing that is not as in a shop: a group that has been told of is told of again, or that it is over, after 10 s instead
 * of up to 5 min, so that the drill ends. When something is told first is as it is.
 */
async function tellSooner(home: string, mesh: WatchedMesh): Promise<void> {
  const file = path.join(home, 'data/alertmanager/alertmanager.yml');
  const usual = readFileSync(file, 'utf8');
  writeFileSync(file, usual.replaceAll(/group_interval: \w+/g, 'group_interval: 10s'), { mode: 0o600 });
  const port = mesh.portOf('alertmanager');
  const answer = await fetch(`http://127.0.0.1:${port}/-/reload`, { method: 'POST' });
  if (!answer.ok) throw new Error(`Alertmanager does not take its configuration: ${await answer.text()}`);
}
