import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { testDatabase } from '@comptoir/test-kit';
import type { TestDatabase } from '@comptoir/test-kit';
import { v7 as uuidv7 } from 'uuid';
import type { Database } from '../src/database.ts';
import { openDatabase } from '../src/database.ts';
import { AppError } from '../src/errors.ts';
import type { IdempotencyStore, IdempotentRequest } from '../src/idempotency.ts';
import { answeredBefore, once } from '../src/idempotency.ts';
import { idempotencyStore } from '../src/idempotency.repository.ts';
import { createIdempotencyKeys } from '../src/migrations.js';
import { fakeIdempotency } from '../testing/index.ts';
import type { KeptKeys } from '../testing/index.ts';

type Transact = <T>(work: (store: IdempotencyStore) => Promise<T>) => Promise<T>;

let schema: TestDatabase;
let database: Database;
beforeAll(async () => {
  schema = await testDatabase('keys');
  database = openDatabase({ url: schema.url, poolMax: 6 });
  await createIdempotencyKeys(database.knex);
});
afterAll(async () => {
  await database.close();
  await schema.drop();
});

let keys: KeptKeys = new Map();
const inTheFake: Transact = async (work) => {
  const before = structuredClone(keys);
  try {
    return await work(fakeIdempotency(() => keys));
  } catch (error) {
    keys = before;
    throw error;
  }
};
const inMariadb: Transact = (work) => database.inTransaction((trx) => work(idempotencyStore(trx)));

const now = new Date('2026-12-01T12:00:00.000Z');
const aRequest = (changes: Partial<IdempotentRequest> = {}): IdempotentRequest => ({
  owner: uuidv7(),
  key: uuidv7(),
  fingerprint: 'a'.repeat(64),
  ...changes,
});
const replay = { 'Idempotency-Replayed': 'true' };

describe.each([
  { place: 'the fake', transact: inTheFake },
  { place: 'MariaDB', transact: inMariadb },
])('keys kept in $place', ({ transact }) => {
  const claim = (request: IdempotentRequest) => transact((store) => store.claim(request, now));
  const find = (request: IdempotentRequest) => transact((store) => store.find(request));

  test('are new once, and running until it is known what became of them', async () => {
    const request = aRequest();

    const claims = [await find(request), await claim(request), await claim(request), await find(request)];

    expect(claims).toEqual([undefined, { state: 'new' }, { state: 'running' }, { state: 'running' }]);
  });

  test('bring the stored answer again, marked as such, without the headers it had', async () => {
    const request = aRequest();
    const body = { id: 1, text: 'œuf 🥚', nested: [null, { a: 1.5 }] };
    await claim(request);

    await transact((store) => store.complete(request, { status: 201, body, headers: { ETag: '"1"' } }));

    const done = { state: 'done', answer: { status: 201, body, headers: replay } };
    expect([await claim(request), await find(request)]).toEqual([done, done]);
  });

  test('of an answer without a body bring nothing', async () => {
    const request = aRequest();
    await claim(request);

    await transact((store) => store.complete(request, { status: 204 }));

    expect(await find(request)).toMatchObject({ answer: { status: 204, body: null } });
  });

  test('of a refusal are refused the same way, marked as such', async () => {
    const request = aRequest();
    const details = [{ pointer: '/lines', message: 'TEA-1: none left', sku: 'TEA-1', available: 0 }];
    await claim(request);

    await transact((store) =>
      store.refuse(request, new AppError('conflict', 'stock.insufficient', 'Not enough.', { details })),
    );

    const refusal = {
      kind: 'conflict',
      code: 'stock.insufficient',
      message: 'Not enough.',
      details,
      replayed: true,
    };
    await expect(claim(request)).rejects.toMatchObject(refusal);
    await expect(find(request)).rejects.toMatchObject(refusal);
  });

  test('are refused to another request, whatever became of the first', async () => {
    const request = aRequest();
    await claim(request);
    const other = { ...request, fingerprint: 'b'.repeat(64) };

    const mismatch = { kind: 'invalid', code: 'idempotency.mismatch' };
    await expect(claim(other)).rejects.toMatchObject(mismatch);
    await transact((store) => store.complete(request, { status: 200, body: {} }));
    await expect(find(other)).rejects.toMatchObject(mismatch);
  });

  test('belong to who chose them', async () => {
    const request = aRequest();
    await claim(request);

    expect(await claim({ ...request, owner: uuidv7() })).toEqual({ state: 'new' });
  });

  test('in capitals are other keys', async () => {
    const request = aRequest({ key: 'abc' });
    await claim(request);

    expect(await claim({ ...request, key: 'ABC' })).toEqual({ state: 'new' });
  });

  test('that are given back are new again', async () => {
    const request = aRequest();
    await claim(request);

    await transact((store) => store.release(request));

    expect(await claim(request)).toEqual({ state: 'new' });
  });

  test('of which the end is known are not given back', async () => {
    const request = aRequest();
    await claim(request);
    await transact((store) => store.complete(request, { status: 200, body: {} }));

    await transact((store) => store.release(request));

    expect(await find(request)).toMatchObject({ state: 'done' });
  });

  test('are new again when the transaction that took them fails', async () => {
    const request = aRequest();

    const attempt = transact(async (store) => {
      await store.claim(request, now);
      throw new Error('changed my mind');
    });

    await expect(attempt).rejects.toThrow('changed my mind');
    expect(await claim(request)).toEqual({ state: 'new' });
  });
});

const doOnce = (request: IdempotentRequest, work: () => Promise<{ status: number; body?: unknown }>) =>
  inMariadb((store) => once(store, request, now, work));

test('twenty who do one thing at once do it once, and all get its answer', async () => {
  const request = aRequest();
  let done = 0;
  const work = async () => {
    done += 1;
    return Promise.resolve({ status: 201, body: { number: done } });
  };

  const answers = await Promise.all(Array.from({ length: 20 }, () => doOnce(request, work)));

  expect(done).toBe(1);
  expect(answers.map(({ body }) => body)).toEqual(Array.from({ length: 20 }, () => ({ number: 1 })));
  expect(answers.filter(({ headers }) => headers === undefined)).toHaveLength(1);
});

test('work that failed may be done again', async () => {
  const request = aRequest();
  const failing = doOnce(request, async () => Promise.reject(new AppError('conflict', 'a.b', 'not now')));
  await expect(failing).rejects.toMatchObject({ code: 'a.b' });

  expect(await doOnce(request, async () => Promise.resolve({ status: 200, body: 1 }))).toEqual({
    status: 200,
    body: 1,
  });
});

test('who asks for an earlier answer gets it, its refusal, or nothing; while it runs, 409', async () => {
  const [answered, running] = [aRequest(), aRequest()];
  await doOnce(answered, async () => Promise.resolve({ status: 200, body: { a: 1 } }));
  await inMariadb((store) => store.claim(running, now));
  const before = (request: IdempotentRequest) => inMariadb((store) => answeredBefore(store, request));

  expect(await before(answered)).toEqual({ status: 200, body: { a: 1 }, headers: replay });
  expect(await before(aRequest())).toBeUndefined();
  await expect(before(running)).rejects.toMatchObject({
    code: 'idempotency.in_progress',
    retryAfterSeconds: 1,
  });
});
