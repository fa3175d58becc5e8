import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterEach, beforeEach, expect, test } from '@jest/globals';
import { ownMesh, type OwnMesh } from '../own-mesh.ts';

const trace = 'e3b0c44298fc1c149afbf4c8996fb924';
const other = 'e3000000000000000000000000000000';
let mesh: OwnMesh;
beforeEach(() => {
  mesh = ownMesh({ home: mkdtempSync(path.join(tmpdir(), 'comptoir-logs-command-')) });
  mkdirSync(path.join(mesh.home, 'logs'));
  const line = (traceId: string) =>
    `${JSON.stringify({ level: 'info', time: '2026-11-21T05:45:50.123Z', msg: 'request', traceId })}\n`;
  writeFileSync(path.join(mesh.home, 'logs', 'stock-1.log'), line(trace) + line(other));
});
afterEach(() => rmSync(mesh.home, { recursive: true, force: true }));

test('a trace is found by its id, however it is typed', async () => {
  const plain = await mesh.run('logs', '--trace', trace.toUpperCase());
  const parent = await mesh.run('logs', '--trace', `00-${trace}-b7ad6b7169203331-01`);

  expect(plain).toMatchObject({ code: 0, output: expect.stringMatching(`^.*${trace}\n$`) });
  expect(parent).toEqual(plain);
});

test.each(['zzz', 'e3', ''])('"%s" is no trace id, which is said', async (typed) => {
  const { code, output, complaint } = await mesh.run('logs', `--trace=${typed}`);

  expect([code, output]).toEqual([1, '']);
  expect(complaint).toBe(`"${typed}" is no trace id: that is 32 hexadecimal digits.\n`);
});

test('a trace that no line has is named', async () => {
  const unknown = trace.replaceAll('e', 'f');

  const anywhere = await mesh.run('logs', '--trace', unknown);
  const there = await mesh.run('logs', 'stock', '--trace', unknown);

  expect([anywhere.code, there.code]).toEqual([1, 1]);
  expect(anywhere.complaint).toBe(`No line that is kept has the trace ${unknown}.\n`);
  expect(there.complaint).toBe(`No line that is kept of stock has the trace ${unknown}.\n`);
});
