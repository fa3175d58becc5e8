import { expect, test } from '@jest/globals';
import { Redis } from 'ioredis';
import { createConnection } from 'mysql2/promise';
import { testDatabase, testRedis } from './engines.ts';

test('a test database is empty, and its user cannot see the neighbours', async () => {
  const mine = await testDatabase('stock');
  const other = await testDatabase('stock');
  const connection = await createConnection(mine.url);

  const [tables] = await connection.query('SHOW TABLES');
  const trespass = connection.query(`CREATE TABLE ${other.schema}.t (id INT)`);

  expect(tables).toEqual([]);
  await expect(trespass).rejects.toMatchObject({ errno: 1142 });
  await connection.end();
  await Promise.all([mine.drop(), other.drop()]);
});

test('the database of a dropped schema is gone, with its user', async () => {
  const database = await testDatabase('sale');

  await database.drop();

  await expect(createConnection(database.url)).rejects.toMatchObject({ errno: 1045 });
});

test('each test has its own Redis databases, and hands them back empty', async () => {
  const first = await testRedis();
  const second = await testRedis();
  const client = new Redis(first.dataUrl);

  await client.set('tea', '1');
  const urls = [first.cacheUrl, first.dataUrl, second.cacheUrl, second.dataUrl];
  await first.drop();
  const left = await client.dbsize();

  expect(new Set(urls).size).toBe(4);
  expect(left).toBe(0);
  client.disconnect();
  await second.drop();
});
