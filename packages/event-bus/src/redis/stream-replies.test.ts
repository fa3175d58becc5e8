import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { testRedis } from '@comptoir/test-kit';
import type { TestRedis } from '@comptoir/test-kit';
import { Redis } from 'ioredis';
import { z } from 'zod';
import { claimReply, groupNamesReply, rangeReply, readReply } from './stream-replies.ts';

let server: TestRedis;
let redis: Redis;
beforeAll(async () => {
  server = await testRedis();
  redis = new Redis(server.dataUrl);
  await redis.flushdb();
  await redis.xgroup('CREATE', 's', 'readers', '0', 'MKSTREAM');
});
afterAll(async () => {
  redis.disconnect();
  await server.drop();
});

const read = (count: number, from: string) =>
  redis.xreadgroup('GROUP', 'readers', 'one', 'COUNT', count, 'BLOCK', 10, 'STREAMS', 's', from);

const entry = (id: string) => ({
  id,
  fields: new Map([
    ['type', 'a'],
    ['event', `{"id":"${id}"}`],
  ]),
});

test('entries read, read again, deleted, claimed, counted', async () => {
  const nothing = readReply(await read(5, '>'));
  for (const id of ['1-1', '1-2', '1-3']) await redis.xadd('s', id, 'type', 'a', 'event', `{"id":"${id}"}`);
  const two = readReply(await read(2, '>'));
  await redis.xdel('s', '1-1');
  const own = readReply(await read(5, '0'));
  const range = rangeReply(await redis.xrange('s', '-', '+'));
  const groups = groupNamesReply(await redis.xinfo('GROUPS', 's'));
  const claimed = claimReply(await redis.xautoclaim('s', 'readers', 'two', 0, '0-0', 'COUNT', 10));

  expect(nothing).toEqual([]);
  expect(two).toEqual([entry('1-1'), entry('1-2')]);
  expect(own).toEqual([{ id: '1-1', fields: null }, entry('1-2')]);
  expect(range).toEqual([entry('1-2'), entry('1-3')]);
  expect(groups).toEqual(['readers']);
  expect(claimed).toEqual({ cursor: '0-0', entries: [entry('1-2')], lost: ['1-1'] });
});

test('a reply of another shape is refused, not misread', () => {
  expect(() => readReply(['s', [['1-1', ['type', 'a']]]])).toThrow(z.ZodError);
  expect(() => claimReply(['0-0', []])).toThrow(z.ZodError);
  expect(() => groupNamesReply({ name: 'readers' })).toThrow(z.ZodError);
});
