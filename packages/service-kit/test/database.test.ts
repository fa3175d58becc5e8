import { afterAll, beforeAll, beforeEach, expect, test } from '@jest/globals';
import { testDatabase } from '@comptoir/test-kit';
import type { TestDatabase } from '@comptoir/test-kit';
import type { Database } from '../src/database.ts';
import { openDatabase, placeholders } from '../src/database.ts';
import { isCheckViolated, isDuplicateKey } from '../src/database-errors.ts';
import { createMetrics } from '../src/metrics.ts';
import { toAppError } from '../src/problem.ts';
import type { Transaction } from '../src/transaction.ts';
import { execute, isRefusedWrite, later, selectRows } from '../src/transaction.ts';
import { aDoor } from './kit-service.ts';

let schema: TestDatabase;
let database: Database;
const metrics = createMetrics();

beforeAll(async () => {
  schema = await testDatabase('kit');
  database = openDatabase({ url: schema.url, poolMax: 6, metrics: metrics.database });
  await database.knex.raw(
    'CREATE TABLE cups (name varchar(20) PRIMARY KEY, units int NOT NULL, CHECK (units >= 0)) ENGINE=InnoDB',
  );
});
beforeEach(async () => {
  await database.knex('cups').del();
  await database.knex('cups').insert([
    { name: 'a', units: 5 },
    { name: 'b', units: 5 },
  ]);
});
afterAll(async () => {
  await database.close();
  await schema.drop();
});

const take = (trx: Transaction, name: string, units = 1) =>
  execute(trx, 'UPDATE cups SET units = units - ? WHERE name = ?', [units, name]);
const add = (trx: Transaction, name: string) =>
  execute(trx, 'INSERT INTO cups (name, units) VALUES (?, 1)', [name]);
const cups = async () => {
  const rows = await database.query<{ name: string; units: number }>(
    'SELECT name, units FROM cups ORDER BY name',
    [],
  );
  return Object.fromEntries(rows.map(({ name, units }) => [name, units]));
};
const retries = async (reason: string) => {
  const { values } = (await metrics.registry.getSingleMetric('db_transaction_retries_total')?.get()) ?? {
    values: [],
  };
  return values.find(({ labels }) => labels['reason'] === reason)?.value;
};

test('what a transaction did is there when it ends, and its result is handed on', async () => {
  const matched = await database.inTransaction(
    async (trx) => (await take(trx, 'a')) + (await take(trx, 'none')),
  );

  expect(matched).toBe(1);
  expect(await cups()).toEqual({ a: 4, b: 5 });
});

const takeLater = (trx: Transaction, name: string, units = 1) => {
  later(trx, 'UPDATE cups SET units = units - ? WHERE name = ?', [units, name], { affected: 1 });
};

test('queued writes happen in order with the COMMIT, in one round trip', async () => {
  // One connection, so that its own count is the whole of it: the server's counts other suites too.
  const single = openDatabase({ url: schema.url, poolMax: 1 });
  const statements = async () => {
    const [row] = await single.query<{ Value: string }>("SHOW SESSION STATUS LIKE 'Com_stmt_execute'", []);
    return Number(row?.Value);
  };
  const sell = () =>
    single.inTransaction(async (trx) => {
      takeLater(trx, 'a', 2);
      later(trx, 'INSERT INTO cups (name, units) SELECT ?, units FROM cups WHERE name = ?', ['copy', 'a']);
      return Promise.resolve();
    });
  const before = await statements();

  await sell();
  const after = await statements();
  await single.close();

  // One for the transaction, one for the second look.
  expect(after - before).toBe(2);
  expect(await cups()).toEqual({ a: 3, b: 5, copy: 3 });
});

test('a statement that is waited for sees what was queued before it, and its own outcome is told', async () => {
  const seen = await database.inTransaction(async (trx) => {
    takeLater(trx, 'a', 2);
    const rows = await selectRows(trx, 'SELECT units FROM cups WHERE name = ?', ['a']);
    takeLater(trx, 'b');
    takeLater(trx, 'b');
    return [rows, await take(trx, 'none'), await take(trx, 'b')];
  });

  expect(seen).toEqual([[{ units: 3 }], 0, 1]);
  expect(await cups()).toEqual({ a: 3, b: 2 });
});

test.each([
  ['a key that is taken', (trx: Transaction) => later(trx, 'INSERT INTO cups VALUES (?, 1)', ['b'])],
  ['a CHECK', (trx: Transaction) => takeLater(trx, 'b', 6)],
  ['a row that is not there', (trx: Transaction) => takeLater(trx, 'none')],
])('%s refuses a queued write, and with it the whole transaction', async (_, refused) => {
  const attempt = database.inTransaction(async (trx) => {
    takeLater(trx, 'a');
    refused(trx);
    takeLater(trx, 'a');
    return Promise.resolve();
  });

  const error: unknown = await attempt.catch((thrown: unknown) => thrown);
  expect(isRefusedWrite(error)).toBe(true);
  expect(await cups()).toEqual({ a: 5, b: 5 });
  expect(await database.inTransaction((trx) => take(trx, 'a'))).toBe(1);
});

test('a guard that does not hold throws what it was given to throw', async () => {
  const attempt = database.inTransaction(async (trx) => {
    takeLater(trx, 'a');
    later(trx, 'DELETE FROM cups WHERE name = ?', ['none'], {
      affected: 1,
      otherwise: () => new Error('no cup'),
    });
    return selectRows(trx, 'SELECT * FROM cups', []);
  });

  await expect(attempt).rejects.toThrow('no cup');
  expect(await cups()).toEqual({ a: 5, b: 5 });
});

test('a refusal of an earlier write is not taken for one of the statement that is waited for', async () => {
  const attempt = database.inTransaction(async (trx) => {
    later(trx, 'INSERT INTO cups VALUES (?, 1)', ['b']);
    await execute(trx, 'UPDATE cups SET units = 0', []);
  });

  await expect(attempt).rejects.toMatchObject({ code: 'ER_DUP_ENTRY' });
  expect(await cups()).toEqual({ a: 5, b: 5 });
});

test('a transaction in which nothing was asked leaves the database alone', async () => {
  expect(await database.inTransaction(() => Promise.resolve('nothing'))).toBe('nothing');
});

test('what a failed transaction did is gone, and it is not tried again', async () => {
  let runs = 0;

  const attempt = database.inTransaction(async (trx) => {
    runs += 1;
    await take(trx, 'a');
    throw new Error('changed my mind');
  });

  await expect(attempt).rejects.toThrow('changed my mind');
  expect(runs).toBe(1);
  expect(await cups()).toEqual({ a: 5, b: 5 });
});

test('two transactions that deadlock both get through, each once', async () => {
  const before = await retries('deadlock');
  const [first, second] = [aDoor(), aDoor()];
  const crossing = (one: string, other: string, mine: () => void, theirs: Promise<void>) =>
    database.inTransaction(async (trx) => {
      await take(trx, one);
      mine();
      await theirs;
      await take(trx, other);
    });

  await Promise.all([
    crossing('a', 'b', first.open, second.opened),
    crossing('b', 'a', second.open, first.opened),
  ]);

  expect(await cups()).toEqual({ a: 3, b: 3 });
  expect(await retries('deadlock')).toBe((before ?? 0) + 1);
});

test('a lock that does not come leaves nothing behind: all of it is rolled back, then done again', async () => {
  const [locked, release] = [aDoor(), aDoor()];
  const holder = database.inTransaction(async (trx) => {
    await take(trx, 'a');
    locked.open();
    await release.opened;
  });
  await locked.opened;
  const seen: object[] = [];

  const waiting = database.inTransaction(async (trx) => {
    await add(trx, 'c');
    await take(trx, 'a').catch(async (error: unknown) => {
      // Half of the work stands, on a connection whose transaction is still open: this is what a COMMIT would keep.
      seen.push(await selectRows(trx, 'SELECT name FROM cups WHERE name = ?', ['c']));
      release.open();
      throw error;
    });
  });
  await Promise.all([holder, waiting]);

  expect(seen).toEqual([[{ name: 'c' }]]);
  expect(await cups()).toEqual({ a: 3, b: 5, c: 1 });
  expect(await retries('lock_timeout')).toBe(1);
});

test('a transaction that cannot get through is given up after five tries, as 503', async () => {
  let runs = 0;

  const attempt = database.inTransaction(async (trx) => {
    runs += 1;
    await take(trx, 'a');
    throw Object.assign(new Error('Deadlock found'), { code: 'ER_LOCK_DEADLOCK' });
  });

  const error = toAppError(await attempt.catch((thrown: unknown) => thrown));
  expect(error).toMatchObject({ kind: 'unavailable', code: 'database.unavailable' });
  expect(runs).toBe(5);
  expect(await cups()).toEqual({ a: 5, b: 5 });
});

test('a transaction sees what others have committed meanwhile', async () => {
  const seen = await database.inTransaction(async (trx) => {
    const read = async () => {
      const [row] = await selectRows<{ units: number }>(trx, 'SELECT units FROM cups WHERE name = ?', ['a']);
      return row?.units;
    };
    const before = await read();
    await database.knex('cups').where({ name: 'a' }).update({ units: 1 });
    return [before, await read()];
  });

  expect(seen).toEqual([5, 1]);
});

test('a connection that dies takes its transaction with it, and the next one gets another', async () => {
  const attempt = database.inTransaction(async (trx) => {
    await take(trx, 'a');
    const [row] = await selectRows<{ id: number }>(trx, 'SELECT CONNECTION_ID() AS id', []);
    await database.knex.raw('KILL ?', [row?.id ?? 0]);
    await take(trx, 'b');
  });

  const error = toAppError(await attempt.catch((thrown: unknown) => thrown));
  const after = await Promise.all(Array.from({ length: 12 }, () => cups()));

  expect(error).toMatchObject({ kind: 'unavailable', code: 'database.unavailable' });
  expect(after).toEqual(Array.from({ length: 12 }, () => ({ a: 5, b: 5 })));
});

test('when every connection is taken, whoever waits too long is told 503', async () => {
  const small = openDatabase({ url: schema.url, poolMax: 1 });
  const release = aDoor();
  const holder = small.inTransaction(() => release.opened);

  const [read, transaction] = await Promise.all([
    small.query('SELECT 1', []).catch((error: unknown) => toAppError(error)),
    small.inTransaction((trx) => take(trx, 'a')).catch((error: unknown) => toAppError(error)),
  ]);
  release.open();
  await holder;
  const afterwards = await small.query<{ one: number }>('SELECT 1 AS one', []);
  await small.close();

  const unavailable = { kind: 'unavailable', code: 'database.unavailable', retryAfterSeconds: 1 };
  expect([read, transaction]).toMatchObject([unavailable, unavailable]);
  expect(afterwards).toEqual([{ one: 1 }]);
  expect(await cups()).toEqual({ a: 5, b: 5 });
});

test('a database that is not there is 503', async () => {
  const nowhere = openDatabase({ url: 'mysql://lea:secret@127.0.0.1:1/kit', poolMax: 1 });

  const errors = await Promise.all(
    [nowhere.ping(), nowhere.query('SELECT 1', []), nowhere.inTransaction((trx) => take(trx, 'a'))].map(
      (attempt) =>
        attempt.then(
          () => 'no error',
          (error: unknown) => toAppError(error),
        ),
    ),
  );
  await nowhere.close();

  for (const error of errors) {
    expect(error).toMatchObject({ kind: 'unavailable', code: 'database.unavailable' });
    expect(String(error)).not.toContain('secret');
  }
});

test('short statements and long ones, which are sent in another way, bring the same values', async () => {
  const columns = `CAST('0193a1b0-0000-7000-8000-000000000001' AS uuid) AS id, 7 AS seven, 9000000000000 AS big,
    CAST('2026-12-01 12:00:00.123' AS datetime(3)) AS at, 'œuf 🥚' AS text, NULL AS nothing, 1.50 AS price`;
  const padded = (count: number) => `SELECT ${columns} WHERE 1 IN (${placeholders(1, count).slice(1, -1)})`;
  const ones = (count: number) => Array.from({ length: count }, () => 1);

  const [short] = await database.query<Record<string, unknown>>(padded(2), ones(2));
  const [long] = await database.query<Record<string, unknown>>(padded(200), ones(200));

  expect(long).toEqual(short);
  expect(short).toMatchObject({
    id: '0193a1b0-0000-7000-8000-000000000001',
    big: 9_000_000_000_000,
    at: new Date('2026-12-01T12:00:00.123Z'),
    text: 'œuf 🥚',
    nothing: null,
  });
});

test('text is a value, never a part of the statement', async () => {
  const hostile = `x'; DROP TABLE cups; -- `;

  const rows = await database.query('SELECT name FROM cups WHERE name = ?', [hostile]);

  expect(rows).toEqual([]);
  expect(await cups()).toEqual({ a: 5, b: 5 });
});

test('a key that is taken and a check that fails are told apart, and leave the transaction open', async () => {
  const errors = await database.inTransaction(async (trx) => [
    await add(trx, 'a').catch((error: unknown) => [isDuplicateKey(error), isCheckViolated(error)]),
    await take(trx, 'a', 6).catch((error: unknown) => [isDuplicateKey(error), isCheckViolated(error)]),
    await take(trx, 'b'),
  ]);

  expect(errors).toEqual([[true, false], [false, true], 1]);
  expect(await cups()).toEqual({ a: 5, b: 4 });
});

test('marks for a multi-row statement', () => {
  expect(placeholders(2, 3)).toBe('(?, ?, ?), (?, ?, ?)');
});
