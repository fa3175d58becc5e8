import { renameSync, rmSync, truncateSync, writeFileSync, readFileSync } from 'node:fs';
import { afterEach, beforeEach, expect, test } from '@jest/globals';
import type { OperationsUnderTest } from './operations-service.ts';
import { startOperations } from './operations-service.ts';

let ops: OperationsUnderTest;
beforeEach(async () => {
  ops = await startOperations();
});
afterEach(() => ops.close());

const trace = (digit: string) => digit.repeat(32);
const read = async (query = '') => (await ops.get(`/api/ops/logs${query}`)).body;
const messages = async (query = '') =>
  (await read(query)).items.map(({ message }: { message: string }) => message);

test('a line tells when, who, how grave, what, for which request, and its facts', async () => {
  const facts = { service: 'stock', replica: '2', level: 'warn', traceId: trace('a'), route: '/api/stock' };
  ops.said('stock-2', 1, 'slow', facts);

  const { status, body } = await ops.get('/api/ops/logs');

  expect(status).toBe(200);
  expect(body).toMatchObject({ skipped: false, cursor: expect.any(String) });
  expect(body.items).toEqual([
    {
      time: '2026-01-01T12:00:01.000Z',
      service: 'stock',
      replica: 2,
      level: 'warn',
      message: 'slow',
      traceId: trace('a'),
      fields: { route: '/api/stock' },
    },
  ]);
});

test('the logs of all processes are one story', async () => {
  ops.said('stock-1', 1, 'a');
  ops.said('stock-1', 4, 'd');
  ops.said('sale-1', 2, 'b');
  ops.wrote('mariadb', '2026-01-01 12:00:03 0 [Note] c\n');

  expect(await messages()).toEqual(['a', 'b', '2026-01-01 12:00:03 0 [Note] c', 'd']);
});

test('one service can be asked for, and one trace across all of them', async () => {
  ops.said('stock-1', 1, 'a', { traceId: trace('a') });
  ops.said('stock-2', 2, 'b', { traceId: trace('b') });
  ops.said('sale-1', 3, 'c', { traceId: trace('a') });

  expect(await messages('?service=stock')).toEqual(['a', 'b']);
  expect(await messages(`?traceId=${trace('a')}`)).toEqual(['a', 'c']);
  expect(await messages(`?traceId=${trace('c')}`)).toEqual([]);
});

test('a level is the least that is shown, and engines have theirs in words of their own', async () => {
  ops.said('stock-1', 1, 'debugged', { level: 'debug' });
  ops.said('stock-1', 2, 'failed', { level: 'error' });
  ops.wrote('mariadb', '2026-01-01 12:00:03 0 [Warning] aborted\n2026-01-01 12:00:04 0 [ERROR] lost\n');
  ops.wrote('nginx', '2026/01/01 12:00:05 [crit] 1#1: gone\n');
  ops.wrote('redis-data', '1:M 01 Jan 2026 12:00:06.000 # careful\n1:M 01 Jan 2026 12:00:07.000 * fine\n');
  const levels = async (query: string) =>
    (await read(query)).items.map(({ level }: { level: string }) => level);

  expect(await levels('')).toEqual(['debug', 'error', 'warn', 'error', 'fatal', 'warn', 'info']);
  expect(await levels('?level=error')).toEqual(['error', 'error', 'fatal']);
});

test('a stack stays with its line, and what a process said before it could log is shown', async () => {
  ops.wrote('stock-1', 'The configuration is not usable:\n  PORT: is missing\n');
  ops.said('stock-1', 1, 'crashed');
  ops.wrote('stock-1', '    at thing (file.ts:1)\n    at other (file.ts:2)\n');

  const { items } = await read();

  expect(items.map(({ message }: { message: string }) => message)).toEqual([
    'The configuration is not usable:\n  PORT: is missing',
    'crashed\n    at thing (file.ts:1)\n    at other (file.ts:2)',
  ]);
  expect(items[0].time).toBe(items[1].time);
});

test('after a cursor there is what came since, and nothing twice', async () => {
  ops.said('stock-1', 1, 'a');
  const first = await read();
  const nothing = await read(`?after=${first.cursor}`);

  ops.said('stock-1', 2, 'b');
  ops.said('sale-1', 3, 'a new replica');
  const second = await read(`?after=${nothing.cursor}`);

  expect(nothing).toMatchObject({ items: [], skipped: false });
  expect(second.items).toMatchObject([{ message: 'b' }, { message: 'a new replica' }]);
});

test('a line that is still being written comes whole, later', async () => {
  ops.said('stock-1', 1, 'a');
  ops.wrote('stock-1', '{"level":"info","time":"2026-01-01T12:00:02.000Z",');
  const first = await read();

  ops.wrote('stock-1', '"msg":"b"}\n');
  const second = await read(`?after=${first.cursor}`);

  expect(first.items).toMatchObject([{ message: 'a' }]);
  expect(second.items).toMatchObject([{ message: 'b' }]);
});

/** As the launcher does it: the head becomes a file of its own, cut wherever a block ends. */
function rotate(process: string, cutAt: number): void {
  const current = ops.file(`${process}.log`);
  const whole = readFileSync(current);
  writeFileSync(`${current}.new`, whole.subarray(0, cutAt));
  rmSync(`${current}.2`, { force: true });
  try {
    renameSync(`${current}.1`, `${current}.2`);
  } catch {
    // The first rotation.
  }
  renameSync(`${current}.new`, `${current}.1`);
  truncateSync(current);
  ops.wrote(process, whole.subarray(cutAt).toString());
}

test('a rotation in the middle of a line loses none and repeats none', async () => {
  ops.said('stock-1', 1, 'a');
  const { cursor } = await read();
  ops.said('stock-1', 2, 'b');
  ops.said('stock-1', 3, 'c');

  rotate('stock-1', readFileSync(ops.file('stock-1.log')).length - 10);
  const across = await read(`?after=${cursor}`);
  ops.said('stock-1', 4, 'd');
  const after = await read(`?after=${across.cursor}`);

  expect(across.items).toMatchObject([{ message: 'b' }, { message: 'c' }]);
  expect(after.items).toMatchObject([{ message: 'd' }]);
  expect(await messages()).toEqual(['a', 'b', 'c', 'd']);
});

test('whoever comes back after two rotations is told that something is missing', async () => {
  ops.said('stock-1', 1, 'a');
  const { cursor } = await read();
  const length = () => readFileSync(ops.file('stock-1.log')).length;
  ops.said('stock-1', 2, 'b');
  rotate('stock-1', length());
  ops.said('stock-1', 3, 'c');
  rotate('stock-1', length());
  ops.said('stock-1', 4, 'd');

  const answer = await read(`?after=${cursor}`);

  expect(answer.skipped).toBe(true);
  expect(answer.items).toMatchObject([{ message: 'c' }, { message: 'd' }]);
});

test('only the newest are given, and it is said that there were more', async () => {
  for (let second = 1; second <= 5; second += 1) ops.said('stock-1', second, `line ${second}`);

  const answer = await read('?limit=2');

  expect(answer.skipped).toBe(true);
  expect(answer.items).toMatchObject([{ message: 'line 4' }, { message: 'line 5' }]);
  expect(await messages(`?after=${answer.cursor}`)).toEqual([]);
});

test('of a long log only the end is read', async () => {
  const filler = 'x'.repeat(1000);
  for (let second = 0; second < 400; second += 1) ops.said('stock-1', second, filler, { second });

  const { items, skipped } = await read('?limit=500');

  expect(skipped).toBe(true);
  expect(items.length).toBeGreaterThan(200);
  expect(items.length).toBeLessThan(257);
  expect(items.at(-1).fields).toEqual({ second: 399 });
});

test('without log files it says where to look', async () => {
  const elsewhere = await startOperations({ withLogs: false });

  const answer = await elsewhere.get('/api/ops/logs');
  await elsewhere.close();

  expect(answer).toMatchObject({
    status: 503,
    body: { code: 'logs.elsewhere', detail: expect.stringContaining('docker compose logs') },
  });
});

test('a cursor that is none is refused', async () => {
  const answers = await Promise.all(
    ['bm9uc2Vuc2U', Buffer.from('{"stock-1":"far"}').toString('base64url')].map((cursor) =>
      ops.get(`/api/ops/logs?after=${cursor}`),
    ),
  );

  expect(answers).toMatchObject([
    { status: 400, body: { code: 'cursor.malformed' } },
    { status: 400, body: { code: 'cursor.malformed' } },
  ]);
});

test('logs that are asked for wrongly are refused with every problem', async () => {
  const answer = await ops.get(
    '/api/ops/logs?service=../etc&traceId=xyz&level=loud&after=!&limit=501&file=passwd',
  );

  expect(answer).toMatchObject({ status: 400, body: { code: 'request.malformed' } });
  expect(answer.body.errors.map(({ pointer }: { pointer: string }) => pointer).toSorted()).toEqual([
    '/query/after',
    '/query/file',
    '/query/level',
    '/query/limit',
    '/query/service',
    '/query/traceId',
  ]);
});
