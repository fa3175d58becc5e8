import type { Tally } from '../domain/login-throttle.ts';
import type { RefreshFamily } from '../domain/refresh-token.ts';
import type { User } from '../domain/user.ts';
import { usernameKey } from '../domain/user.ts';
import type { Accounts } from './log-in.ts';
import type {
  KnownAddresses,
  LoginFailures,
  Passwords,
  RefreshFamilies,
  UserEvents,
  Users,
} from './ports.ts';

interface State {
  users: Map<string, User>;
  families: Map<string, RefreshFamily>;
  failures: Map<string, Tally>;
  /** `user id` + `address`. */
  known: Set<string>;
  published: { type: 'created' | 'changed' | 'deleted'; user: User }[];
}

/** Auth kept in memory: usernames are unique, and what a failed transaction wrote is gone. */
export function fakeAuth(...users: User[]) {
  let state: State = {
    users: new Map(users.map((user) => [user.id, user])),
    families: new Map(),
    failures: new Map(),
    known: new Set(),
    published: [],
  };
  const current = () => state;
  const unit = {
    users: fakeUsers(current),
    families: fakeFamilies(current),
    failures: fakeFailures(current),
    knownAddresses: fakeKnownAddresses(current),
    events: fakeEvents(current),
  };

  return {
    unit,
    accounts: fakeAccounts(current),
    inTransaction: async <T>(work: (within: typeof unit) => Promise<T>): Promise<T> => {
      const before = structuredClone(state);
      try {
        return await work(unit);
      } catch (error) {
        state = before;
        throw error;
      }
    },
    users: () => [...state.users.values()],
    families: () => [...state.families.values()],
    failures: () => [...state.failures.values()],
    published: () => state.published,
  };
}

function fakeUsers(state: () => State): Users {
  return {
    add: async (user) => {
      const isTaken = [...state().users.values()].some(
        ({ id, username }) => id === user.id || usernameKey(username) === usernameKey(user.username),
      );
      if (!isTaken) state().users.set(user.id, structuredClone(user));
      return Promise.resolve(!isTaken);
    },
    find: async (id) => Promise.resolve(structuredClone(state().users.get(id))),
    findManyForUpdate: async (ids) =>
      Promise.resolve(ids.toSorted().flatMap((id) => structuredClone(state().users.get(id)) ?? [])),
    save: async (user) => {
      state().users.set(user.id, structuredClone(user));
      return Promise.resolve();
    },
  };
}

function fakeFamilies(state: () => State): RefreshFamilies {
  const change = async (matches: (family: RefreshFamily) => boolean, changes: Partial<RefreshFamily>) => {
    for (const family of state().families.values()) {
      if (matches(family)) state().families.set(family.id, { ...family, ...changes });
    }
    return Promise.resolve();
  };
  return {
    add: async (family) => {
      state().families.set(family.id, family);
      return Promise.resolve();
    },
    findForUpdate: async (id) => Promise.resolve(state().families.get(id)),
    rotate: ({ id, digest, expiresAt }) => change((family) => family.id === id, { digest, expiresAt }),
    revoke: (id, now) =>
      change((family) => family.id === id && family.revokedAt === null, { revokedAt: now }),
    revokeAllOf: (userId, now) =>
      change((family) => family.userId === userId && family.revokedAt === null, { revokedAt: now }),
  };
}

function fakeFailures(state: () => State): LoginFailures {
  return {
    lock: async (subjects) => {
      const none: Tally = { failures: 0, level: 0, lastFailedAt: new Date(), blockedUntil: null };
      for (const subject of subjects) state().failures.set(subject, state().failures.get(subject) ?? none);
      return Promise.resolve(talliesOf(state(), subjects));
    },
    save: async (tallies) => {
      for (const [subject, tally] of tallies) state().failures.set(subject, tally);
      return Promise.resolve();
    },
    clear: async (subjects) => {
      for (const subject of subjects) state().failures.delete(subject);
      return Promise.resolve();
    },
  };
}

function fakeKnownAddresses(state: () => State): KnownAddresses {
  return {
    remember: async (userId, address) => {
      state().known.add(`${userId} ${address}`);
      return Promise.resolve();
    },
  };
}

function fakeAccounts(state: () => State): Accounts {
  const find = (key: string) =>
    [...state().users.values()].find(({ username }) => usernameKey(username) === key);
  return {
    findByUsername: async (username) => Promise.resolve(structuredClone(find(usernameKey(username)))),
    isKnown: async ({ account, address }) =>
      Promise.resolve(state().known.has(`${find(account)?.id} ${address}`)),
    failuresOf: async (subjects) => Promise.resolve(talliesOf(state(), subjects)),
  };
}

function fakeEvents(state: () => State): UserEvents {
  const tell = (type: 'created' | 'changed' | 'deleted') => async (user: User) => {
    state().published.push({ type, user });
    return Promise.resolve();
  };
  return { created: tell('created'), changed: tell('changed'), deleted: tell('deleted') };
}

const talliesOf = (state: State, subjects: readonly string[]) =>
  new Map(
    subjects.flatMap((subject) => {
      const tally = state.failures.get(subject);
      return tally === undefined ? [] : [[subject, tally] as const];
    }),
  );

/** A hash that can be read; `checked` is how many passwords were looked at, for people who do not exist too. */
export function fakePasswords() {
  let checked = 0;
  const passwords: Passwords = {
    hash: async (password) => Promise.resolve(`hash of ${password}`),
    matches: async (password, hash) => {
      checked += 1;
      return Promise.resolve(hash === `hash of ${password}`);
    },
  };
  return { passwords, checked: () => checked };
}

export const aUser = (changes: Partial<User> = {}): User => ({
  id: '0193a1b0-0000-7000-8000-000000000001',
  username: 'lea',
  displayName: 'Léa Tremblay',
  role: 'customer',
  locationId: null,
  passwordHash: 'hash of correct horse',
  active: true,
  version: 1,
  deletedAt: null,
  ...changes,
});

export const theBoss = aUser({
  id: '0193a1b0-0000-7000-8000-0000000000b0',
  username: 'boss',
  displayName: 'Boss',
  role: 'headOffice',
});
