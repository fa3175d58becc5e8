import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { signingKeysRepository } from '../src/repositories/signing-keys.repository.ts';
import { sweeper } from '../src/repositories/sweeper.repository.ts';
import type { StartedAuth } from './start-auth.ts';
import { hire, logIn, startAuth } from './start-auth.ts';

let started: StartedAuth;
beforeAll(async () => {
  started = await startAuth();
});
afterAll(() => started.mesh.close());

const counted = async (table: string) => {
  const [row] = await started.database.query<{ rows: number }>(
    `SELECT COUNT(*) AS \`rows\` FROM ${table}`,
    [],
  );
  return row?.rows;
};
const inDays = (days: number) => new Date(Date.now() + days * 86_400_000);

test('takes away what has expired, and nothing that still counts', async () => {
  await hire(started, 'customer');
  await logIn(started.auth, 'nobody', 'wrong password');
  const { database } = started;
  const { keys, addKey } = signingKeysRepository(database);
  const sweep = sweeper(database, keys);
  const [first] = await keys();
  if (first === undefined) throw new Error('signing in made a key');
  await addKey({ ...first, generation: 2, kid: 'second', signsFrom: inDays(1) });
  const rows = async () => ({
    families: await counted('refresh_families'),
    failures: await counted('login_failures'),
    addresses: await counted('known_addresses'),
    keys: (await keys()).map(({ generation }) => generation),
  });
  const before = await rows();

  await sweep(new Date());
  expect(await rows()).toEqual(before);
  expect(before).toMatchObject({ families: 1, failures: 3, addresses: 1, keys: [1, 2] });

  await sweep(inDays(2));
  expect(await rows()).toEqual({ ...before, failures: 0, keys: [2] });

  await sweep(inDays(365));
  expect(await rows()).toEqual({ families: 0, failures: 0, addresses: 0, keys: [2] });
});
