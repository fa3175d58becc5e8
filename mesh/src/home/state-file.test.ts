import { mkdtempSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterEach, beforeEach, expect, test } from '@jest/globals';
import { readState, writeState } from './state-file.ts';
import { openStateStore } from './state-store.ts';

let folder: string;
let file: string;
beforeEach(() => {
  folder = mkdtempSync(path.join(tmpdir(), 'comptoir-state-'));
  file = path.join(folder, 'state.json');
});
afterEach(() => rmSync(folder, { recursive: true, force: true }));

test('without a file nothing has ever run', () => {
  expect(readState(file)).toMatchObject({ supervisor: null, processes: [], demoSeeded: false });
});

test('what was written is read again, and no draft stays behind', () => {
  const state = { ...readState(file), ports: { 'stock-1': 8090 }, replicas: { stock: 4 } };

  writeState(file, state);

  expect(readState(file)).toEqual(state);
  expect(readdirSync(folder)).toEqual(['state.json']);
});

test.each(['', '{"processes":', '{"processes":[{"pid":"rm -rf"}]}'])(
  '%j is refused in one sentence',
  (content) => {
    writeFileSync(file, content);

    expect(() => readState(file)).toThrow(`${file} is damaged`);
  },
);

test('a write that fails is told, and the change counts all the same', () => {
  const failures: unknown[] = [];
  const store = openStateStore(path.join(folder, 'gone', 'state.json'), (error) => failures.push(error));

  store.update({ demoSeeded: true });

  expect(store.get().demoSeeded).toBe(true);
  expect(failures).toHaveLength(1);
});
