import { spawn, spawnSync } from 'node:child_process';
import { cpSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import { freePort } from '@comptoir/mesh/engines';
import { z } from 'zod';
import { dashboardQueries, readDashboards } from '../checks/queries.ts';

const FILES = path.join(import.meta.dirname, '../grafana');
/** Where Debian's and the official packages put what Grafana needs to run. */
const HOME_PATH = '/usr/share/grafana';
const STARTS_WITHIN_MS = 60_000;

const loaded = z.object({ dashboard: z.object({ panels: z.array(z.unknown()) }) });
const answered = z.object({
  results: z.record(
    z.string(),
    z.object({
      error: z.string().optional(),
      frames: z.array(z.object({ data: z.object({ values: z.array(z.array(z.unknown())) }) })).default([]),
    }),
  ),
});

/** One sentence per dashboard that this Grafana does not have as its file is, and per query it cannot answer from Prometheus. */
export async function grafanaProblems(url: string): Promise<string[]> {
  const problems: string[] = [];
  for (const [name, { uid, panels }] of readDashboards()) {
    const response = await fetch(`${url}/api/dashboards/uid/${uid}`);
    const found = response.ok ? loaded.parse(await response.json()).dashboard.panels.length : 0;
    if (found !== panels.length)
      problems.push(`Grafana shows ${found} of ${panels.length} panels of ${name}`);
  }
  for (const { where, expr } of dashboardQueries()) {
    const problem = await problemOf(url, expr);
    if (problem !== undefined) problems.push(`Grafana, ${where}: ${problem}`);
  }
  return problems;
}

async function problemOf(url: string, expr: string): Promise<string | undefined> {
  const query = {
    refId: 'A',
    datasource: { uid: 'prometheus' },
    expr,
    instant: true,
    intervalMs: 5_000,
    maxDataPoints: 100,
  };
  const response = await fetch(`${url}/api/ds/query`, {
    method: 'POST',
    headers: { 'Content-Type': 'application/json' },
    body: JSON.stringify({ queries: [query], from: 'now-5m', to: 'now' }),
  });
  const parsed = answered.safeParse(await response.json());
  const result = parsed.data?.results['A'];
  if (result === undefined) return `answered ${response.status} and no result`;
  if (result.error !== undefined) return result.error;
  return result.frames.some(({ data }) => (data.values[0] ?? []).length > 0) ? undefined : 'finds nothing';
}

/** The name of Grafana's server on the PATH, with what must come first on its command line; undefined when there is none. */
export function grafanaOnPath(): readonly string[] | undefined {
  const there = (command: string) => spawnSync(command, ['-v'], { stdio: 'ignore' }).error === undefined;
  return [['grafana', 'server'], ['grafana-server']].find(([command = '']) => there(command));
}

/** A Grafana of our own on the provisioned files, asking this Prometheus, for as long as `work` takes. */
export async function withGrafana<T>(
  [command = '', ...first]: readonly string[],
  prometheusUrl: string,
  work: (url: string) => Promise<T>,
): Promise<T> {
  const folder = mkdtempSync(path.join(tmpdir(), 'comptoir-grafana-'));
  const port = await freePort();
  const url = `http://127.0.0.1:${port}`;
  provision(folder, prometheusUrl);
  const server = spawn(command, [...first, '--homepath', HOME_PATH, ...settings(folder, port)], {
    stdio: 'ignore',
  });
  const ended = new Promise<void>((resolve) => {
    server.once('close', () => resolve());
    server.once('error', () => resolve());
  });
  try {
    await answers(url);
    return await work(url);
  } finally {
    server.kill();
    await ended;
    rmSync(folder, { recursive: true, force: true });
  }
}

/** The files as compose mounts them, but for where they are and whom they ask. */
function provision(folder: string, prometheusUrl: string): void {
  const dashboards = path.join(folder, 'dashboards');
  cpSync(path.join(FILES, 'dashboards'), dashboards, { recursive: true });
  for (const [file, there, here] of [
    ['dashboards/comptoir.yml', '/etc/grafana/dashboards', dashboards],
    ['datasources/prometheus.yml', 'http://prometheus:9090', prometheusUrl],
  ] as const) {
    const text = readFileSync(path.join(FILES, 'provisioning', file), 'utf8');
    const copy = path.join(folder, 'provisioning', file);
    mkdirSync(path.dirname(copy), { recursive: true });
    writeFileSync(copy, text.replaceAll(there, here));
  }
}

const settings = (folder: string, port: number) =>
  [
    `paths.data=${path.join(folder, 'data')}`,
    `paths.logs=${path.join(folder, 'logs')}`,
    `paths.plugins=${path.join(folder, 'plugins')}`,
    `paths.provisioning=${path.join(folder, 'provisioning')}`,
    'server.http_addr=127.0.0.1',
    `server.http_port=${port}`,
    'auth.anonymous.enabled=true',
    'auth.anonymous.org_role=Viewer',
    'analytics.reporting_enabled=false',
    'analytics.check_for_updates=false',
    'plugins.preinstall_disabled=true',
  ].map((setting) => `cfg:default.${setting}`);

async function answers(url: string): Promise<void> {
  const deadline = Date.now() + STARTS_WITHIN_MS;
  const healthy = () =>
    fetch(`${url}/api/health`).then(
      ({ ok }) => ok,
      () => false,
    );
  while (!(await healthy())) {
    if (Date.now() > deadline) throw new Error(`Grafana did not answer within ${STARTS_WITHIN_MS / 1000} s`);
    await delay(500);
  }
}
