import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { testDatabase, waitUntil } from '@comptoir/test-kit';
import type { TestDatabase } from '@comptoir/test-kit';
import { pino } from 'pino';
import { placeholders } from '../src/database.ts';
import type { Database } from '../src/database.ts';
import { openDatabase } from '../src/database.ts';
import { forgetOldRows } from '../src/forget-old-rows.ts';
import { createIdempotencyKeys } from '../src/migrations.js';

let schema: TestDatabase;
let database: Database;
beforeAll(async () => {
  schema = await testDatabase('old-rows');
  database = openDatabase({ url: schema.url, poolMax: 2 });
  await createIdempotencyKeys(database.knex);
  await database.knex.raw('CREATE TABLE others (id INT PRIMARY KEY, created_at DATETIME(3) NOT NULL)');
});
afterAll(async () => {
  await database.close();
  await schema.drop();
});

const daysAgo = (days: number) => new Date(Date.now() - days * 86_400_000);
const remember = (key: string, ageDays: number, rows = 1) =>
  database.knex.raw(
    `INSERT INTO idempotency_keys (owner, idempotency_key, fingerprint, created_at) VALUES ${placeholders(rows, 4)}`,
    Array.from({ length: rows }, (_, row) => [
      'lea',
      `${key}-${row}`,
      'a'.repeat(64),
      daysAgo(ageDays),
    ]).flat(),
  );
const remembered = () =>
  database.knex('idempotency_keys').orderBy('idempotency_key').pluck('idempotency_key');

test('rows are forgotten after a fortnight, however many there are, and no earlier', async () => {
  await remember('long-ago', 15, 2_500);
  await remember('last-week', 13);
  await remember('today', 0);
  await database.knex.raw('INSERT INTO others VALUES (1, ?), (2, ?)', [daysAgo(15), daysAgo(13)]);
  let stop: (() => Promise<void> | void) | undefined;
  const kit = {
    log: pino({ level: 'silent' }),
    onStop: (close: () => Promise<void> | void) => {
      stop = close;
    },
  };

  forgetOldRows(kit, database, ['idempotency_keys', 'others'], { intervalMs: 20 });
  const others = () => database.knex('others').pluck('id');
  await waitUntil(async () => (await remembered()).length === 2 && (await others()).length === 1);
  await stop?.();

  expect(await remembered()).toEqual(['last-week-0', 'today-0']);
  expect(await others()).toEqual([2]);
});
