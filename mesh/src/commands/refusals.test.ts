import { spawn } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterEach, beforeEach, expect, test } from '@jest/globals';
import { readState, writeState } from '../home/state-file.ts';
import { ownMesh, type OwnMesh } from '../own-mesh.ts';
import { identify } from '../processes/process-table.ts';

let mesh: OwnMesh;
beforeEach(() => {
  mesh = ownMesh({ home: mkdtempSync(path.join(tmpdir(), 'comptoir-refusals-')) });
});
afterEach(() => rmSync(mesh.home, { recursive: true, force: true }));

// Nothing runs: what is refused for its words was refused before anything was asked for.
test.each([
  ['scale product=2 tea=1', /^There is no service "tea"; there are .*stock/],
  ['scale product=2 stock=17', /^stock can have 1 to 16 replicas, not 17\.\n$/],
  ['restart product tea', /^There is no service "tea"/],
  ['dead-letters replay tea 1-2', /^There is no service "tea"/],
  ['scale product=2', /^Comptoir is not running\.\n$/],
])('%s is refused as a whole, in one sentence', async (words, sentence) => {
  const { code, output, complaint } = await mesh.run(...words.split(' '));

  expect([code, output]).toEqual([1, '']);
  expect(complaint).toMatch(sentence);
});

test('a launcher that was killed is told of, not a mesh that does not run', async () => {
  const left = spawn('sleep', ['60'], { detached: true, stdio: 'ignore' });
  const identity = identify(left.pid ?? 0);
  if (identity === undefined) throw new Error('nothing was left');
  const file = path.join(mesh.home, 'state.json');
  const cart = { ...identity, service: 'cart', replica: 1, port: 1, tier: 'service' as const };
  writeState(file, { ...readState(file), processes: [cart] });

  const { code, complaint } = await mesh.run('scale', 'cart=2');
  left.kill();

  expect(code).toBe(1);
  expect(complaint).toMatch(/^The launcher was killed: its processes run on, .*\.\n$/);
});
