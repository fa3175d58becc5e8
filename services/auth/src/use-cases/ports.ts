import type { Tallies, Tally } from '../domain/login-throttle.ts';
import type { RefreshFamily } from '../domain/refresh-token.ts';
import type { User } from '../domain/user.ts';

export interface Users {
  /** False when the username is taken, also by a deleted user. */
  add(user: User): Promise<boolean>;
  find(id: string): Promise<User | undefined>;
  /** Locks those that exist, in order of id; deleted ones too. */
  findManyForUpdate(ids: readonly string[]): Promise<User[]>;
  /** Writes a user that was found for update. */
  save(user: User): Promise<void>;
}

export interface RefreshFamilies {
  add(family: RefreshFamily, now: Date): Promise<void>;
  /** Locks the family until the transaction ends: of two who come with one token, the second sees what the first did. */
  findForUpdate(id: string): Promise<RefreshFamily | undefined>;
  rotate(family: Pick<RefreshFamily, 'id' | 'digest' | 'expiresAt'>, now: Date): Promise<void>;
  revoke(id: string, now: Date): Promise<void>;
  revokeAllOf(userId: string, now: Date): Promise<void>;
}

/** Failed logins, counted under subjects; callers give subjects in ascending order, which is the lock order. */
export interface LoginFailures {
  lock(subjects: readonly string[]): Promise<Tallies>;
  save(tallies: ReadonlyMap<string, Tally>): Promise<void>;
  clear(subjects: readonly string[]): Promise<void>;
}

export interface KnownAddresses {
  remember(userId: string, address: string, now: Date): Promise<void>;
}

/** What auth tells the others, kept with the change it tells of. Never a password or its hash. */
export interface UserEvents {
  created(user: User): Promise<void>;
  changed(user: User): Promise<void>;
  deleted(user: User): Promise<void>;
}

export interface Passwords {
  /** Throws 503 when too many wait already; so does `matches`. */
  hash(password: string): Promise<string>;
  /** Without a hash the answer is no, and takes as long as with one. */
  matches(password: string, hash: string | undefined): Promise<boolean>;
}
