import { Agent, get, type IncomingMessage } from 'node:http';
import { createHistogram } from 'node:perf_hooks';
import { setTimeout as delay } from 'node:timers/promises';

/** What a flood of one kind of request came to. */
export interface Flood {
  sent: number;
  accepted: number;
  /** 503 with Retry-After: told to come back, at once. */
  shed: number;
  /** Everything else, by status or error. */
  other: Record<string, number>;
  /** Of the accepted ones, in ms from the moment each was due. */
  p99Ms: number;
}

export interface Target {
  url: string;
  token: string;
}

const ANSWER_WITHIN_MS = 10_000;
const TICK_MS = 10;

/** Requests as fast as `connections` bring answers back: what the mesh can do. Answers good ones per second. */
export async function capacityOf(target: Target, connections: number, ms: number): Promise<number> {
  const flood = createFlood(target, connections);
  const until = performance.now() + ms;
  const visitor = async () => {
    while (performance.now() < until) await flood.ask(performance.now());
  };
  await Promise.all(Array.from({ length: connections }, visitor));
  return (flood.result().accepted * 1000) / ms;
}

/** So many requests a second whether answers come back or not, for so long; returns once all are answered. */
export async function floodAt(target: Target, perSecond: number, ms: number): Promise<Flood> {
  const flood = createFlood(target, Infinity);
  const startedAt = performance.now();
  const asked: Promise<void>[] = [];
  while (performance.now() - startedAt < ms) {
    const due = ((performance.now() - startedAt) * perSecond) / 1000;
    while (asked.length < due) asked.push(flood.ask(startedAt + (asked.length * 1000) / perSecond));
    await delay(TICK_MS);
  }
  await Promise.all(asked);
  return flood.result();
}

function createFlood({ url, token }: Target, connections: number) {
  const agent = new Agent({ keepAlive: true, maxSockets: connections });
  const options = { agent, headers: { authorization: `Bearer ${token}` }, timeout: ANSWER_WITHIN_MS };
  const latencies = createHistogram();
  const result = { sent: 0, accepted: 0, shed: 0, other: {} as Record<string, number> };
  const count = (what: string) => {
    result.other[what] = (result.other[what] ?? 0) + 1;
  };
  const answered = ({ statusCode = 0, headers }: IncomingMessage, due: number) => {
    if (statusCode === 200) {
      result.accepted += 1;
      latencies.record(Math.max(1, Math.round(performance.now() - due)));
    } else if (statusCode === 503 && headers['retry-after'] !== undefined) result.shed += 1;
    else count(String(statusCode));
  };
  return {
    ask: (due: number) =>
      new Promise<void>((resolve) => {
        result.sent += 1;
        const request = get(url, options, (response) => {
          response.resume().once('close', resolve);
          answered(response, due);
        });
        request.once('timeout', () => request.destroy(new Error('timeout')));
        request.once('error', (error) => {
          count('code' in error ? String(error.code) : error.message);
          resolve();
        });
      }),
    result: (): Flood => {
      agent.destroy();
      return { ...result, p99Ms: latencies.percentile(99) };
    },
  };
}
