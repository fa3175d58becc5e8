import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterEach, beforeEach, expect, test } from '@jest/globals';
import { fakeReplica } from '../../test/fake-replica.ts';
import { openStateStore, type StateStore } from '../home/state-store.ts';
import { isAlive } from '../processes/process-table.ts';
import { createFleet, whenReady, type Fleet } from './fleet.ts';
import { findLeftovers, stopLeftovers } from './leftovers.ts';

let folder: string;
let state: StateStore;
let fleet: Fleet;
beforeEach(() => {
  folder = mkdtempSync(path.join(tmpdir(), 'comptoir-fleet-'));
  state = openStateStore(path.join(folder, 'state.json'), (error) => {
    throw error;
  });
  fleet = createFleet({ state, report: () => undefined });
});
afterEach(async () => {
  await fleet.shutDown();
  rmSync(folder, { recursive: true, force: true });
});

test('what runs is written down the moment it runs', async () => {
  const launched = fleet.launch(await fakeReplica(folder));

  const { identity } = launched.snapshot();
  expect(state.get().processes).toMatchObject([
    { ...identity, service: 'fake', replica: 1, tier: 'service' },
  ]);
});

test('what was retired is no longer written down', async () => {
  fleet.launch(await fakeReplica(folder));

  await fleet.retire('fake-1');

  expect(state.get().processes).toEqual([]);
  expect(fleet.all()).toEqual([]);
});

test('waiting for a process that keeps ending fails soon, with its own complaint', async () => {
  const launched = fleet.launch(
    await fakeReplica(folder, `console.error('Error: no such shop'); process.exit(78)`),
  );

  await expect(whenReady(launched, 60_000)).rejects.toThrow(
    /^fake-1 keeps ending \(exit code 78\): .*no such shop/,
  );
});

test('what a process complained of in an earlier life is not why it ends today', async () => {
  const spec = await fakeReplica(folder, `console.log('No till today'); process.exit(78)`);
  writeFileSync(spec.logFile, 'Error: the old one\n'.repeat(20));

  const launched = fleet.launch(spec);

  await expect(whenReady(launched, 60_000)).rejects.toThrow(
    'fake-1 keeps ending (exit code 78): No till today (',
  );
});

test('waiting for a process that never gets ready fails when patience ends', async () => {
  const launched = fleet.launch(await fakeReplica(folder, 'setInterval(() => {}, 1000)'));

  await expect(whenReady(launched, 200)).rejects.toThrow(/^fake-1 was not ready after 0 s: it said nothing/);
});

test('after shutting down nothing can be launched', async () => {
  await fleet.shutDown();

  const spec = await fakeReplica(folder);
  expect(() => fleet.launch(spec)).toThrow('Comptoir is stopping.');
});

test('what a killed supervisor left is found by what was written down, and ended', async () => {
  const launched = fleet.launch(await fakeReplica(folder));
  await whenReady(launched, 5000);
  const { identity } = launched.snapshot();
  const supervisorWasKilled = { ...state.get(), supervisor: { pid: process.pid, startTime: 1 } };
  launched.spec.args = ['-e', ''];

  const leftovers = findLeftovers(supervisorWasKilled);
  await stopLeftovers(leftovers);

  expect(leftovers.map(({ pid }) => pid)).toEqual([identity?.pid]);
  expect(identity && isAlive(identity)).toBe(false);
});

test('what a living supervisor runs is not left over', async () => {
  const launched = fleet.launch(await fakeReplica(folder));
  await whenReady(launched, 5000);
  const { identity } = launched.snapshot();

  expect(findLeftovers({ ...state.get(), supervisor: identity ?? null })).toEqual([]);
});
