import autocannon from 'autocannon';
import { paceClient } from './paced-client.ts';
import { createSchedule } from './schedule.ts';
import type { Schedule } from './schedule.ts';
import type { Answer, Step, Visitor } from './step.ts';
import { count, emptyRun } from './tally.ts';
import type { Run } from './tally.ts';

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

interface Sent {
  step: Step;
  at: number;
}

const ANSWER_WITHIN_SECONDS = 10;

/** Turns one autocannon connection into one visitor, and counts what it is answered. */
function visit(
  client: autocannon.Client,
  visitor: Visitor,
  run: Run,
  schedule: Schedule | undefined,
  stop: AbortSignal,
) {
  let sent: Sent | undefined;
  let due = 0;
  const build = (request: autocannon.Request): autocannon.Request => {
    if (sent !== undefined) count(run.unexpected, `${sent.step.name}: never answered`);
    const step = visitor();
    sent = { step, at: performance.now() };
    run.sent += 1;
    // A copy of the headers: autocannon writes Content-Length into them, and a later GET would keep it.
    return {
      ...request,
      method: step.method,
      path: step.path,
      headers: { ...step.headers },
      body: step.body ?? '',
    };
  };
  const receive = (answer: Answer) => {
    if (sent === undefined) return;
    const { step, at } = sent;
    sent = undefined;
    const wrong = step.check(answer);
    if (wrong !== undefined) return count(run.unexpected, `${step.name}: ${wrong}`);
    run.succeeded += 1;
    count(run.succeededByStep, step.name);
    run.latencies.record(performance.now() - (schedule === undefined ? at : due));
  };
  client.setRequests([{ setupRequest: build, onResponse: (status, body) => receive({ status, body }) }]);
  if (schedule !== undefined) paceClient(client, schedule, (moment) => (due = moment), stop);
  return { waitingSince: () => (sent === undefined ? undefined : schedule === undefined ? sent.at : due) };
}

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
  const visits: ReturnType<typeof visit>[] = [];
  const result = await start(plan, (client) => {
    visits.push(visit(client, plan.visitor(visits.length), run, schedule, ended.signal));
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
  if (result.errors > 0) count(run.unexpected, 'connection errors and timeouts', result.errors);
  const { user, system } = process.cpuUsage(cpu);
  run.generatorCpuMs = (user + system) / 1000;
  return run;
}
