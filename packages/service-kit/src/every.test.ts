import { expect, test } from '@jest/globals';
import { pino } from 'pino';
import type { Context } from './context.ts';
import { every } from './every.ts';

const aKit = () => {
  const closers: (() => Promise<void> | void)[] = [];
  const logged: string[] = [];
  const log = pino({ level: 'warn' }, { write: (line: string) => logged.push(line) });
  return {
    log,
    logged,
    onStop: (close: () => Promise<void> | void) => {
      closers.push(close);
    },
    stop: async () => {
      for (const close of closers) await close();
    },
  };
};
/** A job whose runs end when they are told to. */
function aJob() {
  const running: (() => void)[] = [];
  const contexts: Context[] = [];
  let started = 0;
  const waiting: { runs: number; resolve: () => void }[] = [];
  return {
    contexts,
    inFlight: () => running.length,
    started: () => started,
    work: async (context: Context) => {
      started += 1;
      contexts.push(context);
      for (const { resolve } of waiting.filter(({ runs }) => runs === started)) resolve();
      await new Promise<void>((resolve) => {
        running.push(resolve);
      });
    },
    finishOne: () => running.shift()?.(),
    until: (runs: number) =>
      new Promise<void>((resolve) => {
        waiting.push({ runs, resolve });
        if (started >= runs) resolve();
      }),
  };
}

test('a job runs again and again, one run at a time, each with a trace of its own', async () => {
  const kit = aKit();
  const job = aJob();
  every(5, kit, 'test', job.work);

  await job.until(1);
  const together = job.inFlight();
  job.finishOne();
  await job.until(2);

  expect(together).toBe(1);
  expect(job.inFlight()).toBe(1);
  expect(job.contexts[0]?.traceId).not.toBe(job.contexts[1]?.traceId);
  job.finishOne();
  await kit.stop();
});

test('a run that fails is logged, and the next one tries again', async () => {
  const kit = aKit();
  let runs = 0;
  const second = new Promise<void>((resolve) => {
    every(5, kit, 'sweep the floor', async () => {
      runs += 1;
      if (runs === 2) resolve();
      return runs === 1 ? Promise.reject(new Error('no broom')) : Promise.resolve();
    });
  });

  await second;
  await kit.stop();

  expect(kit.logged.map((line) => JSON.parse(line))).toEqual([
    expect.objectContaining({
      job: 'sweep the floor',
      msg: 'background job failed',
      err: expect.objectContaining({ message: 'no broom' }),
    }),
  ]);
});

test('stopping waits for the run under way, and there is none after it', async () => {
  const kit = aKit();
  const job = aJob();
  every(5, kit, 'test', job.work);
  await job.until(1);

  const stopping = kit.stop().then(() => 'stopped');
  const first = await Promise.race([stopping, new Promise((resolve) => setImmediate(resolve, 'waiting'))]);
  job.finishOne();
  await stopping;

  expect(first).toBe('waiting');
  expect(job.started()).toBe(1);
});
