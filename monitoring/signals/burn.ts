import { setTimeout as delay } from 'node:timers/promises';
import { pidsOf } from '@comptoir/mesh/own-mesh';
import type { Fire, Process } from './fires.ts';
import type { Prometheus } from './prometheus.ts';
import type { Visitors } from './visitors.ts';
import type { WatchedMesh } from './watched-mesh.ts';
import type { Webhook } from './webhook.ts';

interface Scene {
  mesh: WatchedMesh;
  prometheus: Prometheus;
  visitors: Visitors;
  webhook: Webhook;
  say(line: string): void;
}

// After mending: the next scrapes, the rule, and the grouping, shortened for the drill.
const RESOLVED_WITHIN_SECONDS = 150;
const BETWEEN_KILLS_MS = 6000;
// Before a new one is ready, which takes it a second or two.
const LOOK_AGAIN_MS = 500;

/** Sets one thing on fire, waits for what must be heard of it, mends it, and waits until that is over. Tells what went wrong. */
export async function burn(fire: Fire, scene: Scene): Promise<string[]> {
  const { webhook, say } = scene;
  const { overWithinSeconds = RESOLVED_WITHIN_SECONDS } = fire;
  const problems: string[] = [];
  say(fire.name);
  const since = Date.now();
  const mend = await light(fire, scene.mesh);
  try {
    for (const { labels, withinSeconds } of fire.expect) {
      const heard = await until(
        () => webhook.heard({ status: 'firing', labels, since }),
        since,
        withinSeconds,
      );
      tell(say, problems, heard, `${named(labels)} reaches the webhook`, since, withinSeconds);
    }
    if (fire.breaker !== undefined) problems.push(...(await breakerOpens(fire.breaker, scene)));
  } finally {
    mend();
  }
  const mended = Date.now();
  for (const { labels } of fire.expect) {
    const over = await until(
      () => webhook.heard({ status: 'resolved', labels, since: mended }),
      mended,
      overWithinSeconds,
    );
    tell(say, problems, over, `${named(labels)} is over`, mended, overWithinSeconds);
  }
  if (fire.breaker !== undefined) problems.push(...(await breakerCloses(fire.breaker, scene)));
  for (const labels of fire.never ?? []) {
    if (webhook.heard({ status: 'firing', labels, since }))
      problems.push(`${fire.name}: ${named(labels)} was heard too, and is not true`);
  }
  return problems;
}

/** Breaks what is to be broken; returns what mends it. */
async function light({ hang = [], kill }: Fire, mesh: WatchedMesh): Promise<() => void> {
  if (kill !== undefined) await killAgainAndAgain(kill, mesh);
  const frozen = new Set<number>();
  const freeze = async ({ service, replica }: Process) => {
    const pid = await mesh.pidOf(service, replica);
    if (frozen.has(pid)) return;
    frozen.add(pid);
    signal(pidsOf(pid), 'SIGSTOP');
  };
  await Promise.all(hang.map(freeze));
  // The launcher ends a replica that hangs and starts another: that one hangs too. Between the two there is none.
  const again = setInterval(
    () => hang.forEach((one) => void freeze(one).catch(() => undefined)),
    LOOK_AGAIN_MS,
  );
  return () => {
    clearInterval(again);
    signal([...frozen].flatMap(pidsOf), 'SIGCONT');
  };
}

async function killAgainAndAgain({ service, replica, times }: NonNullable<Fire['kill']>, mesh: WatchedMesh) {
  const killed = new Set<number>();
  while (killed.size < times) {
    const pid = await mesh.pidOf(service, replica).catch(() => undefined);
    if (pid !== undefined && !killed.has(pid)) {
      process.kill(pid, 'SIGKILL');
      killed.add(pid);
    }
    // Long enough for a scrape to count each start.
    await delay(BETWEEN_KILLS_MS);
  }
}

function signal(pids: readonly number[], name: 'SIGSTOP' | 'SIGCONT'): void {
  for (const pid of pids) {
    try {
      process.kill(pid, name);
    } catch {
      // It has ended since.
    }
  }
}

type Breaker = NonNullable<Fire['breaker']>;

async function breakerOpens(breaker: Breaker, { prometheus, visitors, say }: Scene): Promise<string[]> {
  const start = Date.now();
  // It is half open now and then, so the gauge and the page are asked until both have seen it open.
  const open = await until(async () => (await gaugeOf(breaker, prometheus)) === 2, start, 30);
  const shown = await until(() => shows(breaker, 'open', visitors), start, 30);
  return [
    ...agreed(say, open, `${pair(breaker)}: the gauge says open`),
    ...agreed(say, shown, `${pair(breaker)}: /ops shows it open`),
  ];
}

async function breakerCloses(breaker: Breaker, { prometheus, visitors, say }: Scene): Promise<string[]> {
  const start = Date.now();
  const closed = await until(async () => (await gaugeOf(breaker, prometheus)) === 0, start, 60);
  const shown = await until(async () => !(await shows(breaker, 'open', visitors)), start, 60);
  return [
    ...agreed(say, closed, `${pair(breaker)}: the gauge says closed again`),
    ...agreed(say, shown, `${pair(breaker)}: /ops shows it open no more`),
  ];
}

async function shows(wanted: Breaker, state: string, visitors: Visitors): Promise<boolean> {
  const shown = await visitors.breakers().catch(() => []);
  return shown.some(
    (one) => one.service === wanted.service && one.dependency === wanted.dependency && one.state === state,
  );
}

async function gaugeOf({ service, dependency }: Breaker, { ask }: Prometheus): Promise<number | undefined> {
  const of = `{service="${service}", dependency="${dependency}"}`;
  return (await ask(`max(circuit_breaker_state${of})`))[0]?.value;
}

function tell(
  say: Scene['say'],
  problems: string[],
  found: { at: number } | undefined,
  what: string,
  since: number,
  withinSeconds: number,
): void {
  if (found === undefined) problems.push(`${what}: not within ${withinSeconds} s`);
  const outcome = found === undefined ? 'NO' : `after ${Math.round((found.at - since) / 1000)} s`;
  say(`  ${what}: ${outcome} (at most ${withinSeconds} s)`);
}

function agreed(say: Scene['say'], truth: boolean | undefined, what: string): string[] {
  say(`  ${what}: ${truth === true ? 'yes' : 'NO'}`);
  return truth === true ? [] : [`${what}: no`];
}

async function until<T>(
  condition: () => T | Promise<T>,
  since: number,
  withinSeconds: number,
): Promise<Exclude<Awaited<T>, false | undefined> | undefined> {
  for (;;) {
    const found = await condition();
    if (found !== false && found !== undefined) return found as Exclude<Awaited<T>, false | undefined>;
    if (Date.now() - since > withinSeconds * 1000) return undefined;
    await delay(500);
  }
}

const named = ({ alertname, ...labels }: Record<string, string>) =>
  `${alertname} {${Object.entries(labels)
    .map(([name, value]) => `${name}=${value}`)
    .join(', ')}}`;
const pair = ({ service, dependency }: Breaker) => `breaker ${service} to ${dependency}`;
