import { expect, test } from '@jest/globals';
import { createMigrations } from './migrations.ts';

const schema = { databaseUrl: 'mysql://stock', directory: '/stock' };

test('ending waits for the migration that runs, and what would follow it does not', async () => {
  const { promise, resolve } = Promise.withResolvers<string[]>();
  const migrations = createMigrations(() => promise);
  const heard: string[] = [];

  const applied = migrations.apply(schema).catch((error: Error) => heard.push(error.message));
  const ended = migrations.end().then(() => heard.push('ended'));
  resolve(['20260101000000_create_levels.js']);
  await Promise.all([applied, ended]);

  expect(heard.toSorted()).toEqual(['Comptoir is stopping.', 'ended']);
});

test('while one runs, ending does not return', async () => {
  const { promise, resolve } = Promise.withResolvers<string[]>();
  const migrations = createMigrations(() => promise);
  const applied = migrations.apply(schema).catch(() => undefined);
  let hasEnded = false;

  const ended = migrations.end().then(() => (hasEnded = true));
  await new Promise((soon) => setImmediate(soon));
  const before = hasEnded;
  resolve([]);
  await Promise.all([applied, ended]);

  expect([before, hasEnded]).toEqual([false, true]);
});

test('one that fails keeps nobody from stopping', async () => {
  const migrations = createMigrations(() => Promise.reject(new Error('the server closed the connection')));

  const applied = migrations.apply(schema);

  await expect(applied).rejects.toThrow('the server closed');
  await expect(migrations.end()).resolves.toBeUndefined();
});
