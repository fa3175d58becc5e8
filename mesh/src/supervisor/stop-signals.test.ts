import { setTimeout as delay } from 'node:timers/promises';
import { afterEach, beforeEach, expect, test } from '@jest/globals';
import { listenForStop, type StopSignals } from './stop-signals.ts';

let forced = 0;
let stop: StopSignals;
beforeEach(() => {
  forced = 0;
  stop = listenForStop(() => {
    forced += 1;
  });
});
afterEach(() => stop.close());

test.each(['SIGINT', 'SIGTERM', 'SIGHUP'] as const)('%s asks to stop', async (signal) => {
  process.emit(signal);

  await expect(stop.requested).resolves.toBeUndefined();
  expect(forced).toBe(0);
});

test('one Ctrl-C that arrives twice, from the terminal and through npm, forces nothing', async () => {
  process.emit('SIGINT');
  process.emit('SIGINT');

  await stop.requested;
  expect(forced).toBe(0);
});

test('a second Ctrl-C forces', async () => {
  process.emit('SIGINT');
  await delay(600);

  process.emit('SIGINT');

  expect(forced).toBe(1);
});
