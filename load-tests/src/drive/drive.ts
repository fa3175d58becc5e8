import autocannon from 'autocannon';
import { createSchedule } from './schedule.ts';
import type { Visitor } from './step.ts';
import { count, emptyRun } from './tally.ts';
import type { Run } from './tally.ts';
import { visit } from './visit.ts';
import type { Visit } from './visit.ts';

export interface DrivePlan {
  /** Origin of the gateway; loopback only, checked where it is read. */
  url: string;
  connections: number;
  durationSeconds: number;
  rate?: number | undefined;
  /** Exactly this many requests instead of a duration. */
  amount?: number | undefined;
  visitor: (connection: number) => Visitor;
  /** Stops the run early, keeping what was measured. */
  signal: AbortSignal;
}

const ANSWER_WITHIN_SECONDS = 10;

/** What was sent and not answered, and what was due and not sent, waited at least until the end of the run. */
function recordWaiting(run: Run, endedAt: number, since: readonly (number | undefined)[]): void {
  for (const at of since) if (at !== undefined && at < endedAt) run.latencies.record(endedAt - at);
}

function start(
  plan: DrivePlan,
  setupClient: (client: autocannon.Client) => void,
): Promise<autocannon.Result> {
  return new Promise((resolve, reject) => {
    const options: autocannon.Options = {
      url: plan.url,
      connections: Math.min(plan.connections, plan.rate ?? plan.connections),
      timeout: ANSWER_WITHIN_SECONDS,
      sampleInt: 100,
      setupClient,
      ...(plan.amount === undefined ? { duration: plan.durationSeconds } : { amount: plan.amount }),
    };
    const stop = () => instance.stop();
    const instance = autocannon(options, (error: unknown, result) => {
      plan.signal.removeEventListener('abort', stop);
      if (error instanceof Error) reject(error);
      else resolve(result);
    });
    plan.signal.addEventListener('abort', stop);
  });
}

/** Runs visitors against the gateway for the planned time and reports what they were answered. */
export async function drive(plan: DrivePlan): Promise<Run> {
  const run = emptyRun();
  const ended = new AbortController();
  const cpu = process.cpuUsage();
  const startedAt = performance.now();
  const schedule = plan.rate === undefined ? undefined : createSchedule(plan.rate, startedAt);
  const visits: Visit[] = [];
  const result = await start(plan, (client) => {
    const visitor = plan.visitor(visits.length);
    visits.push(visit(client, { visitor, run, schedule, stopped: ended.signal }));
  });
  const endedAt = performance.now();
  ended.abort();
  run.elapsedMs = endedAt - startedAt;
  run.offeredPerSecond = plan.rate ?? (run.sent * 1000) / run.elapsedMs;
  recordWaiting(
    run,
    endedAt,
    visits.map((one) => one.waitingSince()),
  );
  recordWaiting(run, endedAt, schedule?.overdue(endedAt) ?? []);
  const broken = result.errors - visits.reduce((sum, one) => sum + one.goodbyes(), 0);
  if (broken > 0) count(run.unexpected, 'connection errors and timeouts', broken);
  const { user, system } = process.cpuUsage(cpu);
  run.generatorCpuMs = (user + system) / 1000;
  return run;
}
