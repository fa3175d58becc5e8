import { expect, test } from '@jest/globals';
import { identify, isAlive, parseStat, sessionOf } from './process-table.ts';

const stat = (pid: number, name: string, state: string, session: number, startTime: number) =>
  `${pid} (${name}) ${state} 1 ${pid} ${session} 0 -1 4194560 0 0 0 0 0 0 0 0 20 0 1 0 ${startTime} 1000 1 18446744073709551615`;

test('reads session and start time', () => {
  expect(parseStat(stat(42, 'nginx', 'S', 40, 777))).toEqual({
    pid: 42,
    session: 40,
    startTime: 777,
    zombie: false,
  });
});

test('a name with spaces and parentheses confuses nobody', () => {
  expect(parseStat(stat(42, 'evil) R 1 2 (', 'Z', 40, 777))).toEqual({
    pid: 42,
    session: 40,
    startTime: 777,
    zombie: true,
  });
});

test('a living process is alive only under its own start time', () => {
  const me = identify(process.pid);

  expect(me && isAlive(me)).toBe(true);
  expect(me && isAlive({ ...me, startTime: me.startTime - 1 })).toBe(false);
});

const table = [
  { pid: 10, session: 10, startTime: 100, zombie: false },
  { pid: 11, session: 10, startTime: 105, zombie: false },
  { pid: 12, session: 12, startTime: 106, zombie: false },
];

test('finds a process with its children', () => {
  expect(sessionOf({ pid: 10, startTime: 100 }, table)).toEqual([10, 11]);
});

test('finds the children of a leader that was killed', () => {
  expect(sessionOf({ pid: 10, startTime: 100 }, table.slice(1))).toEqual([11]);
});

test('leaves a stranger alone that was given the same pid later', () => {
  expect(sessionOf({ pid: 10, startTime: 50 }, table)).toEqual([]);
});
