import { expect, test } from '@jest/globals';
import { cpuBetween, readCpu, totalOf } from './cpu-meter.ts';
import { familyOf, parseProcStat } from './proc-stat.ts';
import type { ProcStat } from './proc-stat.ts';

const LINE =
  '4242 (nginx: worker (1)) S 4240 4240 4240 0 -1 4194624 2466 0 0 0 150 75 0 0 20 0 1 0 987654 11468800 1514';

const process = (pid: number, parent: number, cpuMs = 0, startTime = 1): ProcStat => ({
  pid,
  parent,
  cpuMs,
  startTime,
});

test('reads a stat line whose name holds spaces and parentheses', () => {
  expect(parseProcStat(LINE)).toEqual({ pid: 4242, parent: 4240, cpuMs: 2250, startTime: 987654 });
});

test('reads the line of this very process', () => {
  const [own] = [...(readCpu(new Map([['self', [globalThis.process.pid]]])).get('self') ?? [])];

  expect(own?.[0]).toMatch(new RegExp(`^${globalThis.process.pid}@\\d+$`));
  expect(own?.[1]).toBeGreaterThan(0);
});

test('the family of Nginx is its master and its workers', () => {
  const table = [process(1, 0), process(10, 1), process(11, 10), process(12, 10), process(20, 1)];

  expect(familyOf(10, table, new Set([10]))).toEqual([10, 11, 12]);
});

test('what has its own name is not counted again under its parent', () => {
  const table = [process(1, 0, 100), process(10, 1, 5), process(11, 10, 7)];

  const reading = readCpu(
    new Map([
      ['mesh', [1]],
      ['nginx', [10]],
    ]),
    table,
  );

  expect(totalOf(cpuBetween(new Map(), reading))).toBe(112);
});

test('a process that was restarted in between counts from zero', () => {
  const groups = new Map([['sale', [7, 8]]]);
  const before = readCpu(groups, [process(7, 1, 500), process(8, 1, 300)]);
  const after = readCpu(groups, [process(7, 1, 520), process(8, 1, 40, 99)]);

  expect(cpuBetween(before, after)).toEqual(new Map([['sale', 60]]));
});
