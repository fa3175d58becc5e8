import { setTimeout as sleep } from 'node:timers/promises';
import { afterEach, expect, test } from '@jest/globals';
import { waitUntil } from '@comptoir/test-kit';
import { z } from 'zod';
import { anyone, ok, route } from '../src/index.ts';
import { createLoadShedder } from '../src/load-shedder.ts';
import { createMetrics } from '../src/metrics.ts';
import type { KitService } from './kit-service.ts';
import { aDoor, startKitService } from './kit-service.ts';

let kit: KitService | undefined;
afterEach(async () => {
  await kit?.mesh.close();
  kit = undefined;
});

test('above the limit of requests in flight the next one is refused at once, health never', async () => {
  const door = aDoor();
  let inside = 0;
  const answers = { 200: z.object({}) };
  kit = await startKitService(
    [
      route('GET', '/api/slow', { summary: 's', access: anyone(), answers }, async () => {
        inside += 1;
        await door.opened;
        return ok({});
      }),
    ],
    { MAX_IN_FLIGHT: '2' },
  );
  const { call } = kit;
  const slow = [call('GET', '/api/slow'), call('GET', '/api/slow')];
  await waitUntil(() => inside === 2);

  const refused = await call('GET', '/api/slow');
  const live = await call('GET', '/health/live');
  door.open();
  const served = await Promise.all(slow);
  const later = await call('GET', '/api/slow');

  expect(refused).toMatchObject({ status: 503, body: { code: 'service.overloaded' } });
  expect(refused.headers.get('retry-after')).toBe('1');
  expect(live.status).toBe(200);
  expect([...served, later].map(({ status }) => status)).toEqual([200, 200, 200]);
  expect(await kit.metrics('http_server_shed_total{reason="in_flight"}')).toEqual([
    'http_server_shed_total{reason="in_flight"} 1',
  ]);
  expect(await kit.metrics('http_server_in_flight_requests')).toEqual(['http_server_in_flight_requests 0']);
});

const blockFor = (ms: number) => {
  const end = performance.now() + ms;
  while (performance.now() < end);
};

/** The refusal, or false: the first in is let in whatever happens. */
function refusesTheSecond(shedder: ReturnType<typeof createLoadShedder>) {
  const leave = shedder.enter('write');
  try {
    shedder.enter('write')();
    return false;
  } catch (error) {
    return error;
  } finally {
    leave();
  }
}

test('while the event loop is late, one request finds out whether it still is, and others are refused', async () => {
  const { http } = createMetrics();
  const shedder = createLoadShedder({ maxInFlight: 100, maxEventLoopDelayMs: 30, metrics: http });

  const atRest = refusesTheSecond(shedder);
  const late = await waitUntil(() => {
    blockFor(100);
    return refusesTheSecond(shedder);
  });
  const recovered = await waitUntil(() => refusesTheSecond(shedder) === false);
  shedder.close();

  expect(atRest).toBe(false);
  expect(late).toMatchObject({ kind: 'unavailable', code: 'service.overloaded' });
  expect(recovered).toBe(true);
});

/** As SIGSTOP does, or a neighbour that has the core: time goes by, and none of it is our CPU. */
const loseTheCore = (ms: number) => Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0, ms);

test.each([
  ['is stopped for a while', 2_500, 1],
  ['waits for a core again and again', 150, 8],
])('a process that %s refuses nobody', async (_, lostMs, times) => {
  const { http } = createMetrics();
  const shedder = createLoadShedder({ maxInFlight: 100, maxEventLoopDelayMs: 30, metrics: http });
  const answers: unknown[] = [];
  const leave = shedder.enter('write');
  // The loop is measured from the first look after something was asked.
  await sleep(600);

  for (let time = 0; time < times; time += 1) {
    loseTheCore(lostMs);
    await sleep(1);
    answers.push(refusesTheSecond(shedder));
  }
  const until = performance.now() + 600;
  await waitUntil(() => {
    answers.push(refusesTheSecond(shedder));
    return performance.now() > until;
  });
  leave();
  shedder.close();

  expect(new Set(answers)).toEqual(new Set([false]));
});

test('reads are refused long before writes are', () => {
  const { http } = createMetrics();
  const shedder = createLoadShedder({ maxInFlight: 200, maxEventLoopDelayMs: 10_000, metrics: http });
  const enterUntilRefused = (kind: 'read' | 'write') => {
    for (let admitted = 0; ; admitted += 1) {
      try {
        shedder.enter(kind);
      } catch {
        return admitted;
      }
    }
  };

  expect(enterUntilRefused('read')).toBe(32);
  expect(enterUntilRefused('write')).toBe(200 - 32);
  shedder.close();
});
