import { readFile, rm, stat, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from '@jest/globals';
import { z } from 'zod';
import { startFakeMesh } from './test/fake-mesh.ts';
import type { FakeMesh } from './test/fake-mesh.ts';
import { openInternalClient } from './internal-client.ts';
import { seedDemo } from './seed-demo.ts';
import { idFor } from './test/fake-services.ts';

let mesh: FakeMesh;
beforeEach(async () => {
  mesh = await startFakeMesh();
});
afterEach(() => mesh.close());

const accountsFile = () => join(mesh.folder, 'demo-accounts.json');
const accounts = z.array(
  z.strictObject({
    username: z.string(),
    password: z.string(),
    role: z.string(),
    locationId: z.uuid().optional(),
  }),
);
const readAccounts = async () => accounts.parse(JSON.parse(await readFile(accountsFile(), 'utf8')));

async function seed(report: (step: string) => void = () => undefined) {
  const client = await openInternalClient(mesh.address, () => Promise.resolve());
  return seedDemo({ home: mesh.folder, client, report: ({ step }) => report(step) });
}

const state = () => ({
  users: [...mesh.users.values()].map((user) => ({ ...user, password: 'secret' })),
  locations: [...mesh.locations.values()],
  products: [...mesh.products.values()],
  openings: [...mesh.openings],
  giftCards: [...mesh.giftCards.values()],
});

test('fills an empty mesh with the chain, its people, its goods and their stock', async () => {
  const steps = new Set<string>();

  const result = await seed((step) => steps.add(step));

  expect(result).toMatchObject({
    locations: 7,
    users: 26,
    products: 289,
    giftCards: 3,
    unknownPasswords: [],
  });
  expect([mesh.locations.size, mesh.users.size, mesh.products.size, mesh.giftCards.size]).toEqual([
    7, 26, 289, 3,
  ]);
  expect(mesh.openings.size).toBe(289 * 6);
  expect([...steps].toSorted()).toEqual(['giftCards', 'locations', 'products', 'stock', 'users']);
});

test('opens varied stock in every shop, ten times as much at the logistics centre, none at the head office', async () => {
  await seed();

  const at = (code: string) =>
    [...mesh.openings].filter(([key]) => key.startsWith(`${code} `)).map(([, units]) => units);
  expect(new Set(at('MTL1')).size).toBeGreaterThan(50);
  expect(Math.min(...at('MTL1'))).toBeGreaterThanOrEqual(24);
  expect(Math.max(...at('SHE1'))).toBeLessThanOrEqual(240);
  expect(Math.min(...at('LOG1'))).toBeGreaterThanOrEqual(240);
  expect(at('HQ1')).toEqual([]);
});

test('writes the accounts for their owner only, with the passwords the users were made with', async () => {
  await seed();

  const written = await readAccounts();
  expect((await stat(accountsFile())).mode & 0o777).toBe(0o600);
  expect(written.map(({ username, password }) => [username, password])).toEqual(
    [...mesh.users.values()].map(({ username, password }) => [username, password]),
  );
  expect(new Set(written.map(({ password }) => password)).size).toBe(26);
  expect(written.find(({ username }) => username === 'clerk-que1-1')).toMatchObject({
    role: 'clerk',
    locationId: idFor('QUE1'),
  });
  expect(written.find(({ role }) => role === 'customer')).not.toHaveProperty('locationId');
});

test('a second run changes nothing, and the passwords stay', async () => {
  await seed();
  const before = { state: state(), accounts: await readAccounts() };

  await seed();

  expect({ state: state(), accounts: await readAccounts() }).toEqual(before);
});

test('cut off after any request, the next run completes it without duplicates and with every password known', async () => {
  await seed();
  const complete = state();
  const requestsOfOneRun = mesh.requests();

  for (let survived = 1; survived <= requestsOfOneRun; survived += 1) {
    await mesh.close();
    mesh = await startFakeMesh();
    mesh.cutAfter(survived);
    await expect(seed()).rejects.toThrow(/cannot be reached/);
    mesh.mend();

    const { unknownPasswords } = await seed();

    expect(unknownPasswords).toEqual([]);
    const ordered = (items: ReturnType<typeof state>) =>
      JSON.stringify(items, undefined, 1).split('\n').toSorted();
    expect(ordered(state())).toEqual(ordered(complete));
    const known = new Map((await readAccounts()).map(({ username, password }) => [username, password]));
    expect(
      [...mesh.users.values()].filter(({ username, password }) => known.get(username) !== password),
    ).toEqual([]);
  }
});

test('users whose passwords nobody wrote down are named, and the file does not pretend to know them', async () => {
  await seed();
  await rm(accountsFile());

  const { unknownPasswords } = await seed();

  expect(unknownPasswords).toHaveLength(26);
  expect(await readAccounts()).toEqual([]);
});

test('an accounts file that is not ours is left alone, and no user is made', async () => {
  await writeFile(accountsFile(), 'my notes');

  await expect(seed()).rejects.toThrow(/is not a list of accounts/);

  expect(await readFile(accountsFile(), 'utf8')).toBe('my notes');
  expect(mesh.users.size).toBe(0);
});
