import { expect, test } from '@jest/globals';
import type { SigningKey } from '../domain/signing-key.ts';
import { keysOrFirst, rotateSigningKey } from './rotate-signing-key.ts';

const noon = new Date('2026-12-01T12:00:00Z');
const soon = new Date('2026-12-01T12:00:30Z');

/** A table whose primary key is the generation; every new key has a name of its own. */
function keyTable() {
  const rows: SigningKey[] = [];
  let made = 0;
  return {
    rows,
    deps: {
      keys: async () => Promise.resolve([...rows]),
      newKey: async (generation: number, signsFrom: Date) => {
        made += 1;
        return Promise.resolve({ generation, kid: `key-${made}`, publicX: '', sealedPrivate: '', signsFrom });
      },
      addKey: async (key: SigningKey) => {
        const isNew = rows.every(({ generation }) => generation !== key.generation);
        if (isNew) rows.push(key);
        return Promise.resolve(isNew);
      },
    },
  };
}

test('of replicas that start together, all use the same first key', async () => {
  const { rows, deps } = keyTable();

  const all = await Promise.all([keysOrFirst(deps, noon), keysOrFirst(deps, noon), keysOrFirst(deps, noon)]);

  expect(rows).toHaveLength(1);
  for (const keys of all) expect(keys).toEqual(rows);
});

test('a later start makes no key', async () => {
  const { rows, deps } = keyTable();
  await keysOrFirst(deps, noon);

  await keysOrFirst(deps, soon);

  expect(rows).toHaveLength(1);
});

test('a rotation makes a key that signs a little later', async () => {
  const { rows, deps } = keyTable();
  await keysOrFirst(deps, new Date('2026-11-01'));

  const key = await rotateSigningKey(deps, noon, soon);

  expect(key).toMatchObject({ generation: 2, signsFrom: soon });
  expect(rows.map(({ generation }) => generation)).toEqual([1, 2]);
});

test('while the last new key waits to sign there is no other', async () => {
  const { rows, deps } = keyTable();
  await keysOrFirst(deps, new Date('2026-11-01'));
  await rotateSigningKey(deps, noon, soon);

  const attempt = rotateSigningKey(deps, noon, soon);

  await expect(attempt).rejects.toMatchObject({ kind: 'conflict', code: 'signing_key.pending' });
  expect(rows).toHaveLength(2);
  await expect(rotateSigningKey(deps, soon, new Date('2026-12-02'))).resolves.toMatchObject({
    generation: 3,
  });
});

test('of two rotations at once, one succeeds', async () => {
  const { rows, deps } = keyTable();
  await keysOrFirst(deps, new Date('2026-11-01'));

  const results = await Promise.allSettled([
    rotateSigningKey(deps, noon, soon),
    rotateSigningKey(deps, noon, soon),
  ]);

  expect(results.map(({ status }) => status).toSorted()).toEqual(['fulfilled', 'rejected']);
  expect(rows).toHaveLength(2);
});

test('before there is any key, a rotation makes one that signs at once', async () => {
  const { deps } = keyTable();

  expect(await rotateSigningKey(deps, noon, soon)).toMatchObject({ generation: 1, signsFrom: noon });
});
