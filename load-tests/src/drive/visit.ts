import type autocannon from 'autocannon';
import { paceClient } from './paced-client.ts';
import type { Schedule } from './schedule.ts';
import type { Step, Visitor } from './step.ts';
import { count } from './tally.ts';
import type { Run } from './tally.ts';

export interface VisitPlan {
  visitor: Visitor;
  run: Run;
  /** Undefined: as fast as answers come back. */
  schedule: Schedule | undefined;
  stopped: AbortSignal;
}

export interface Visit {
  /** Since when the request in flight waits; undefined when none is. */
  waitingSince: () => number | undefined;
  /** How often the server closed this connection properly, saying so in its last answer. */
  goodbyes: () => number;
}

/** Turns one autocannon connection into one visitor, and counts what it is answered. */
export function visit(client: autocannon.Client, { visitor, run, schedule, stopped }: VisitPlan): Visit {
  let sent: { step: Step; at: number } | undefined;
  let due = 0;
  let goodbyes = 0;
  // After a "Connection: close" the server reads nothing more, but autocannon writes once more before it notices: that
  // step was not lost, it goes out again on the new connection.
  let again = false;

  const nextStep = (): Step => {
    if (sent !== undefined && again) return sent.step;
    if (sent !== undefined) count(run.unexpected, `${sent.step.name}: never answered`);
    run.sent += 1;
    return visitor();
  };
  const build = (request: autocannon.Request): autocannon.Request => {
    const step = nextStep();
    if (sent !== undefined) again = false;
    sent = { step, at: performance.now() };
    // A copy of the headers: autocannon writes Content-Length into them, and a later GET would keep it.
    const { method, path, headers, body = '' } = step;
    return { ...request, method, path, headers: { ...headers }, body };
  };
  const receive: NonNullable<Exclude<autocannon.Request['onResponse'], string>> = (
    status,
    body,
    _,
    headers,
  ) => {
    if (sent === undefined) return;
    const { step, at } = sent;
    sent = undefined;
    again = headers?.['Connection'] === 'close';
    if (again) goodbyes += 1;
    const wrong = step.check({ status, body });
    if (wrong !== undefined) return count(run.unexpected, `${step.name}: ${wrong}`);
    run.succeeded += 1;
    count(run.succeededByStep, step.name);
    run.latencies.record(performance.now() - (schedule === undefined ? at : due));
  };
  client.setRequests([{ setupRequest: build, onResponse: receive }]);
  if (schedule !== undefined) paceClient(client, schedule, (moment) => (due = moment), stopped);
  return {
    waitingSince: () => (sent === undefined ? undefined : schedule === undefined ? sent.at : due),
    goodbyes: () => goodbyes,
  };
}
