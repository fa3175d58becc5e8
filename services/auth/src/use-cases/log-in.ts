import type { Count, Origin, Tallies } from '../domain/login-throttle.ts';
import {
  afterFailure,
  countsOf,
  forgivenSubjects,
  waitBeforeCheck,
  waitOf,
} from '../domain/login-throttle.ts';
import { networkOf } from '../domain/network.ts';
import type { User } from '../domain/user.ts';
import { canSignIn, usernameKey } from '../domain/user.ts';
import type { KnownAddresses, LoginFailures, Passwords, RefreshFamilies, Users } from './ports.ts';
import type { Fresh } from './start-session.ts';
import { startSession } from './start-session.ts';

export interface LogInUnit {
  users: Pick<Users, 'findManyForUpdate'>;
  families: Pick<RefreshFamilies, 'add'>;
  failures: LoginFailures;
  knownAddresses: KnownAddresses;
}

export interface Accounts {
  findByUsername(username: string): Promise<User | undefined>;
  /** Whether this account was entered from this address before. */
  isKnown(origin: Origin): Promise<boolean>;
  failuresOf(subjects: readonly string[]): Promise<Tallies>;
}

export interface LogInDeps {
  accounts: Accounts;
  passwords: Passwords;
  inTransaction<T>(work: (unit: LogInUnit) => Promise<T>): Promise<T>;
  /** Runs the attempts at one account one after the other: guesses sent at once are counted before the next is looked at. */
  inTurn<T>(account: string, work: () => Promise<T>): Promise<T>;
}

export interface Attempt {
  username: string;
  password: string;
  address: string;
  fresh: Fresh;
}

export type LoggedIn =
  | { outcome: 'ok'; user: User; refreshToken: string }
  | { outcome: 'refused' }
  | { outcome: 'throttled'; waitSeconds: number };

/** Signs a person in. Who does not exist, or no longer, is told the same as who mistypes, and in the same time. */
export async function logIn(deps: LogInDeps, attempt: Attempt): Promise<LoggedIn> {
  const origin = { account: usernameKey(attempt.username), address: networkOf(attempt.address) };
  return deps.inTurn(origin.account, () => tryLogIn(deps, attempt, origin));
}

async function tryLogIn(
  { accounts, passwords, inTransaction }: LogInDeps,
  attempt: Attempt,
  origin: Origin,
): Promise<LoggedIn> {
  const { now } = attempt.fresh;
  const counts = countsOf(origin, await accounts.isKnown(origin));
  const tallies = await accounts.failuresOf(counts.map(({ subject }) => subject));
  const waitSeconds = waitBeforeCheck(counts, tallies, now);
  if (waitSeconds > 0) return { outcome: 'throttled', waitSeconds };

  const user = await accounts.findByUsername(attempt.username);
  const isRight = await passwords.matches(attempt.password, user?.passwordHash);
  if (!isRight || user === undefined || !canSignIn(user)) {
    return inTransaction((unit) => refuse(unit, counts, now));
  }
  return inTransaction((unit) => welcome(unit, user, origin, attempt.fresh));
}

async function refuse({ failures }: LogInUnit, counts: readonly Count[], now: Date): Promise<LoggedIn> {
  const before = await failures.lock(counts.map(({ subject }) => subject));
  const after = new Map(
    counts.map(({ subject, scope }) => [subject, afterFailure(before.get(subject), scope, now)]),
  );
  await failures.save(after);
  const waitSeconds = waitOf(counts, after, now);
  return waitSeconds > 0 ? { outcome: 'throttled', waitSeconds } : { outcome: 'refused' };
}

async function welcome(unit: LogInUnit, user: User, origin: Origin, fresh: Fresh): Promise<LoggedIn> {
  // Checking took its time: a password that was changed meanwhile opens nothing any more.
  const [current] = await unit.users.findManyForUpdate([user.id]);
  if (current === undefined || !canSignIn(current) || current.passwordHash !== user.passwordHash)
    return { outcome: 'refused' };

  await unit.failures.clear(forgivenSubjects(origin));
  await unit.knownAddresses.remember(user.id, origin.address, fresh.now);
  return { outcome: 'ok', user: current, refreshToken: await startSession(unit, user.id, fresh) };
}
