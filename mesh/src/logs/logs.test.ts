import { appendFileSync, mkdtempSync, renameSync, rmSync, truncateSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterEach, beforeEach, expect, test } from '@jest/globals';
import { endOf, listLogs, parseLogLine, type LogLine } from '@comptoir/log-files';
import { followLogs } from './follow-logs.ts';
import { formatLine } from './format-line.ts';
import { mergeByTime } from './merge-by-time.ts';
import { readLog } from './read-log.ts';

let folder: string;
beforeEach(() => {
  folder = mkdtempSync(path.join(tmpdir(), 'comptoir-logs-'));
});
afterEach(() => rmSync(folder, { recursive: true, force: true }));

const at = (name: string) => path.join(folder, name);
const line = (second: number, msg: string) =>
  `${JSON.stringify({ level: 'info', time: new Date(Date.UTC(2026, 0, 1, 12, 0, second)).toISOString(), service: 'stock', msg })}\n`;
const everything = () => true;

async function lines(): Promise<LogLine[]> {
  const merged = mergeByTime(
    listLogs(folder).map((source) => readLog(source, Number.MAX_SAFE_INTEGER, everything)),
  );
  const found: LogLine[] = [];
  for await (const one of merged) found.push(one);
  return found;
}
const messages = async () => (await lines()).map(({ message }) => message);

test('replicas and their set-aside logs become one story, in order of time', async () => {
  writeFileSync(at('stock-1.log.2'), line(1, 'a'));
  writeFileSync(at('stock-1.log.1'), line(3, 'c'));
  writeFileSync(at('stock-1.log'), line(5, 'e'));
  writeFileSync(at('stock-2.log'), line(2, 'b') + line(4, 'd'));

  expect(await messages()).toEqual(['a', 'b', 'c', 'd', 'e']);
});

test('a stack stays with the line it belongs to', async () => {
  writeFileSync(at('stock-1.log'), `${line(1, 'crashed')}    at thing (file.ts:1)\n`);
  writeFileSync(at('stock-2.log'), line(2, 'later'));

  expect(await messages()).toEqual(['crashed', '    at thing (file.ts:1)', 'later']);
});

test('a log that begins in the middle of a stack has no time for it, and keeps its place', async () => {
  writeFileSync(at('stock-1.log'), `    at thing (file.ts:1)\n${line(2, 'later')}`);
  writeFileSync(at('stock-2.log'), line(1, 'first'));

  const found = await lines();

  expect(found.map(({ message }) => message)).toEqual(['first', '    at thing (file.ts:1)', 'later']);
  expect(found[1]?.time).toBeUndefined();
});

test('one service, or one of its replicas, can be asked for', () => {
  for (const name of ['stock-1.log', 'stock-2.log', 'stock-room-1.log', 'nginx.log', 'nginx-access.log'])
    writeFileSync(at(name), '');

  expect(listLogs(folder, 'stock').map(({ name }) => name)).toEqual(['stock-1', 'stock-2']);
  expect(listLogs(folder, 'stock-2').map(({ name }) => name)).toEqual(['stock-2']);
  expect(listLogs(folder, 'nginx').map(({ name }) => name)).toEqual(['nginx', 'nginx-access']);
});

test('what a client sent neither forges a line nor moves the cursor of who reads', () => {
  const sent = 'x\n2026-01-01T00:00:00.000Z auth-1 ERROR stolen\u001b[2J\u009b31m\u2028';
  const json = JSON.stringify({
    level: 'info',
    time: '2026-01-01T00:00:00.000Z',
    msg: sent,
    path: sent,
    a: ['\u009b'],
  });

  const shown = [json, `${sent} plain`].map((text) => formatLine(parseLogLine('stock-1', text), false));

  // eslint-disable-next-line no-control-regex -- none may be left
  expect(shown.join('')).not.toMatch(/[\u0000-\u001f\u007f-\u009f\u2028]/);
  expect(shown[0]).toContain('\\u001b[2J\\u009b31m');
});

const noon = Date.UTC(2026, 10, 21, 5, 45, 50);
test.each([
  ['MariaDB', '2026-11-21  5:45:50 0 [Note] ready for connections', noon],
  ['Redis', '4711:M 21 Nov 2026 05:45:50.123 * Ready to accept connections', noon + 123],
  ['Nginx', '2026/11/21 05:45:50 [warn] 1#1: upstream', noon],
  ['Prometheus', 'ts=2026-11-21T05:45:50.123Z caller=main.go level=warn', noon + 123],
  ['our services', '{"level":"info","time":"2026-11-21T05:45:50.123Z","msg":"request"}', noon + 123],
  ['the gateway', `{"level":30,"time":${noon},"service":"gateway","msg":"request"}`, noon],
])('understands when %s wrote a line', (_, text, time) => {
  expect(parseLogLine('x', text).time).toBe(time);
});

test.each(['{"time": broken', '{}', '', '    at stack (a.ts:1)', '[1,2]'])('takes %j as it is', (text) => {
  expect(parseLogLine('x', text)).toMatchObject({ message: text, time: undefined });
});

test('a line for people has the time, the process, the level, the message and the facts', () => {
  const parsed = parseLogLine(
    'sale-2',
    '{"level":"warn","time":"2026-11-21T05:45:50.123Z","service":"sale","replica":"2","msg":"slow","route":"/api/sales","ms":12,"why":"two words"}',
  );

  expect(formatLine(parsed, false)).toBe(
    '2026-11-21T05:45:50.123Z sale-2         WARN  slow route=/api/sales ms=12 why="two words"',
  );
});

test('following sees new lines, a rotation and a new replica, and no line twice', async () => {
  writeFileSync(at('stock-1.log'), line(1, 'old'));
  const stop = new AbortController();
  const followed = followLogs(
    { folder, only: undefined, wanted: everything, signal: stop.signal },
    new Map([['stock-1', await endOf({ name: 'stock-1', current: at('stock-1.log'), older: [] })]]),
  );
  const next = async () => (await followed.next()).value?.message;

  appendFileSync(at('stock-1.log'), line(2, 'first'));
  expect(await next()).toBe('first');

  appendFileSync(at('stock-1.log'), line(3, 'before rotation'));
  writeFileSync(at('copy'), line(1, 'old') + line(2, 'first') + line(3, 'before rotation'));
  truncateSync(at('stock-1.log'));
  renameSync(at('copy'), at('stock-1.log.1'));
  appendFileSync(at('stock-1.log'), line(4, 'after'));
  expect([await next(), await next()]).toEqual(['before rotation', 'after']);

  writeFileSync(at('stock-2.log'), line(5, 'new replica'));
  expect(await next()).toBe('new replica');
  stop.abort();
  expect((await followed.next()).done).toBe(true);
});
