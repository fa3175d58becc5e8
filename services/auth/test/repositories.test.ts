import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { v7 as uuidv7 } from 'uuid';
import { knownAddressesRepository } from '../src/repositories/known-addresses.repository.ts';
import { loginReads } from '../src/repositories/login.read.ts';
import { loginFailuresRepository } from '../src/repositories/login-failures.repository.ts';
import { refreshFamiliesRepository } from '../src/repositories/refresh-families.repository.ts';
import { usersRepository } from '../src/repositories/users.repository.ts';
import { aUser, fakeAuth } from '../src/use-cases/auth.fake.ts';
import type { Tallies, Tally } from '../src/domain/login-throttle.ts';
import type { Accounts } from '../src/use-cases/log-in.ts';
import type { KnownAddresses, LoginFailures, RefreshFamilies, Users } from '../src/use-cases/ports.ts';
import type { StartedAuth } from './start-auth.ts';
import { startAuth } from './start-auth.ts';

interface Kept {
  users: Users;
  families: RefreshFamilies;
  failures: LoginFailures;
  knownAddresses: KnownAddresses;
}
type Transact = <T>(work: (kept: Kept) => Promise<T>) => Promise<T>;

let started: StartedAuth;
beforeAll(async () => {
  started = await startAuth();
});
afterAll(() => started.mesh.close());

const fake = fakeAuth();
const inMariadb: Transact = (work) =>
  started.database.inTransaction((trx) =>
    work({
      users: usersRepository(trx),
      families: refreshFamiliesRepository(trx),
      failures: loginFailuresRepository(trx),
      knownAddresses: knownAddressesRepository(trx),
    }),
  );

const now = new Date('2026-12-01T12:00:00.123Z');
const aPerson = () => {
  const id = uuidv7();
  return aUser({ id, username: `Lea-${id}` });
};
const aSubject = () => uuidv7().replaceAll('-', '').repeat(2);

describe.each([
  {
    place: 'the fake',
    transact: ((work) => fake.inTransaction(work)) as Transact,
    accounts: () => fake.accounts,
  },
  { place: 'MariaDB', transact: inMariadb, accounts: (): Accounts => loginReads(started.database) },
])('kept in $place', ({ transact, accounts }) => {
  test('users are found as they were added, by id and by username of any case', async () => {
    const lea = aPerson();

    expect(await transact(({ users }) => users.add(lea))).toBe(true);

    expect(await transact(({ users }) => users.find(lea.id))).toEqual(lea);
    expect(await accounts().findByUsername(lea.username.toUpperCase())).toEqual(lea);
    expect(await transact(({ users }) => users.find(uuidv7()))).toBeUndefined();
    expect(await accounts().findByUsername('é')).toBeUndefined();
  });

  test('a username or an id that is taken is not added', async () => {
    const lea = aPerson();
    await transact(({ users }) => users.add(lea));

    expect(
      await transact(({ users }) => users.add({ ...aPerson(), username: lea.username.toLowerCase() })),
    ).toBe(false);
    expect(await transact(({ users }) => users.add({ ...aPerson(), id: lea.id }))).toBe(false);
    expect(await transact(({ users }) => users.find(lea.id))).toEqual(lea);
  });

  test('users are saved whole, and found for update in order of id', async () => {
    const people = [aPerson(), aPerson()];
    for (const person of people) await transact(({ users }) => users.add(person));
    const [first, second] = people.toSorted((a, b) => (a.id < b.id ? -1 : 1));
    if (first === undefined || second === undefined) throw new Error('two people were made');
    const locationId = uuidv7();
    const changed = {
      ...first,
      displayName: 'Zoé',
      role: 'clerk',
      locationId,
      active: false,
      version: 2,
      deletedAt: now,
    } as const;

    await transact(({ users }) => users.save(changed));

    const found = await transact(({ users }) => users.findManyForUpdate([second.id, uuidv7(), first.id]));
    expect(found).toEqual([changed, second]);
  });

  test('a family is rotated and revoked, once', async () => {
    const lea = aPerson();
    const family = { id: uuidv7(), userId: lea.id, digest: 'a'.repeat(64), expiresAt: now, revokedAt: null };
    const find = () => transact(({ families }) => families.findForUpdate(family.id));
    await transact(({ users }) => users.add(lea));
    await transact(({ families }) => families.add(family, now));
    expect(await find()).toEqual(family);

    const rotated = { id: family.id, digest: 'b'.repeat(64), expiresAt: new Date('2027-01-01') };
    await transact(({ families }) => families.rotate(rotated, now));
    expect(await find()).toEqual({ ...family, ...rotated });
    await transact(({ families }) => families.revoke(family.id, now));
    await transact(({ families }) => families.revoke(family.id, new Date('2027-02-02')));

    expect(await find()).toEqual({ ...family, ...rotated, revokedAt: now });
    expect(await transact(({ families }) => families.findForUpdate(uuidv7()))).toBeUndefined();
  });

  test('all families of one user are revoked, and no other', async () => {
    const [lea, tom] = [aPerson(), aPerson()];
    const made = [lea, lea, tom].map(({ id: userId }) => ({
      id: uuidv7(),
      userId,
      digest: 'a'.repeat(64),
      expiresAt: now,
      revokedAt: null,
    }));
    await transact(async ({ users, families }) => {
      for (const person of [lea, tom]) await users.add(person);
      for (const family of made) await families.add(family, now);
    });

    await transact(({ families }) => families.revokeAllOf(lea.id, now));

    const revoked = [];
    for (const { id } of made)
      revoked.push((await transact(({ families }) => families.findForUpdate(id)))?.revokedAt);
    expect(revoked).toEqual([now, now, null]);
  });

  test('failures are counted from nothing, saved, read and cleared', async () => {
    const subjects = [aSubject(), aSubject()].toSorted();
    const [one = '', other = ''] = subjects;
    const free: Tally = { failures: 6, level: 1, lastFailedAt: now, blockedUntil: null };
    const blocked: Tally = { ...free, blockedUntil: new Date('2026-12-01T12:00:02Z') };
    const saved: Tallies = new Map<string, Tally>([
      [one, blocked],
      [other, free],
    ]);

    const before = await transact(({ failures }) => failures.lock(subjects));
    await transact(({ failures }) => failures.save(saved));

    expect([...before.values()].map(({ failures }) => failures)).toEqual([0, 0]);
    expect(await accounts().failuresOf(subjects)).toEqual(saved);
    expect(await transact(({ failures }) => failures.lock(subjects))).toEqual(saved);
    await transact(({ failures }) => failures.clear([one]));
    expect([...(await accounts().failuresOf(subjects)).keys()]).toEqual([other]);
  });

  test('an address is known for its own user only', async () => {
    const [lea, tom] = [aPerson(), aPerson()];
    await transact(async ({ users, knownAddresses }) => {
      for (const person of [lea, tom]) await users.add(person);
      await knownAddresses.remember(lea.id, '203.0.113.9', now);
      await knownAddresses.remember(lea.id, '203.0.113.9', now);
    });
    const isKnown = (username: string, address: string) =>
      accounts().isKnown({ account: username.toLowerCase(), address });

    expect(await isKnown(lea.username, '203.0.113.9')).toBe(true);
    expect(await isKnown(lea.username, '203.0.113.8')).toBe(false);
    expect(await isKnown(tom.username, '203.0.113.9')).toBe(false);
  });

  test('what a transaction wrote is gone when it fails', async () => {
    const lea = aPerson();

    const attempt = transact(async ({ users }) => {
      await users.add(lea);
      throw new Error('changed my mind');
    });

    await expect(attempt).rejects.toThrow('changed my mind');
    expect(await transact(({ users }) => users.find(lea.id))).toBeUndefined();
  });
});
