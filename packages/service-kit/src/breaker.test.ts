import { expect, test } from '@jest/globals';
import { createBreaker } from './breaker.ts';
import { AppError } from './errors.ts';
import { createMetrics } from './metrics.ts';

function startBreaker() {
  const { registry, client } = createMetrics();
  const breaker = createBreaker({ dependency: 'bank', metrics: client });
  const state = async () => {
    const { values } = (await registry.getSingleMetric('circuit_breaker_state')?.get()) ?? { values: [] };
    return values.map(({ value, labels }) => [labels['dependency'], value]);
  };
  return { breaker, state };
}

const repeat = async (times: number, call: () => Promise<unknown>) => {
  for (let i = 0; i < times; i += 1) await call().catch(() => undefined);
};

test('faults open it, and then no call goes through', async () => {
  const { breaker, state } = startBreaker();
  const before = await state();
  let calls = 0;
  const fail = () => {
    calls += 1;
    return Promise.reject(new Error('broken'));
  };

  await repeat(19, () => breaker.run(fail));
  const almost = breaker.isOpen();
  await repeat(5, () => breaker.run(fail));

  expect([before, almost, breaker.isOpen(), calls]).toEqual([[['bank', 0]], false, true, 20]);
  await expect(breaker.run(fail)).rejects.toMatchObject({ kind: 'unavailable', code: 'bank.unavailable' });
  expect(await state()).toEqual([['bank', 2]]);
  breaker.shutdown();
});

test('refusals are the caller’s business: they pass as they are and open nothing', async () => {
  const { breaker } = startBreaker();
  const refusal = new AppError('conflict', 'stock.insufficient', 'no');

  await repeat(40, () => breaker.run(() => Promise.reject(refusal)));

  expect(breaker.isOpen()).toBe(false);
  await expect(breaker.run(() => Promise.reject(refusal))).rejects.toBe(refusal);
  breaker.shutdown();
});

test('a call that runs into its own timeout is 504', async () => {
  const { breaker } = startBreaker();
  const signal = AbortSignal.timeout(1);

  const late = breaker.run(
    () =>
      new Promise((_, reject) => {
        signal.addEventListener('abort', () => {
          reject(signal.reason as Error);
        });
      }),
  );

  await expect(late).rejects.toMatchObject({ kind: 'timeout', code: 'bank.timeout' });
  breaker.shutdown();
});
