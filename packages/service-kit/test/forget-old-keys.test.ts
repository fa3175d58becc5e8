import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { testDatabase, waitUntil } from '@comptoir/test-kit';
import type { TestDatabase } from '@comptoir/test-kit';
import { pino } from 'pino';
import { placeholders } from '../src/database.ts';
import type { Database } from '../src/database.ts';
import { openDatabase } from '../src/database.ts';
import { forgetOldKeys } from '../src/forget-old-keys.ts';
import { createIdempotencyKeys } from '../src/migrations.js';

let schema: TestDatabase;
let database: Database;
beforeAll(async () => {
  schema = await testDatabase('old-keys');
  database = openDatabase({ url: schema.url, poolMax: 2 });
  await createIdempotencyKeys(database.knex);
});
afterAll(async () => {
  await database.close();
  await schema.drop();
});

const DAY_MS = 86_400_000;
const remember = (key: string, ageDays: number, rows = 1) =>
  database.knex.raw(
    `INSERT INTO idempotency_keys (owner, idempotency_key, fingerprint, created_at) VALUES ${placeholders(rows, 4)}`,
    Array.from({ length: rows }, (_, row) => [
      'lea',
      `${key}-${row}`,
      'a'.repeat(64),
      new Date(Date.now() - ageDays * DAY_MS),
    ]).flat(),
  );
const remembered = () =>
  database.knex('idempotency_keys').orderBy('idempotency_key').pluck('idempotency_key');

test('answers are forgotten after a fortnight, however many there are, and no earlier', async () => {
  await remember('long-ago', 15, 2_500);
  await remember('last-week', 13);
  await remember('today', 0);
  let stop: (() => Promise<void> | void) | undefined;
  const kit = {
    log: pino({ level: 'silent' }),
    onStop: (close: () => Promise<void> | void) => {
      stop = close;
    },
  };

  forgetOldKeys(kit, database, { intervalMs: 20 });
  await waitUntil(async () => (await remembered()).length === 2);
  await stop?.();

  expect(await remembered()).toEqual(['last-week-0', 'today-0']);
});
