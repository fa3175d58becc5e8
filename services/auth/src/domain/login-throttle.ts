import { createHash } from 'node:crypto';

/**
 * Guessing gets slower and slower, for the guesser. Four counts, each with its own patience:
 *
 * - `pair`, one account from one address: a typing person never feels it, a script does after five.
 * - `account`, one account from all addresses its owner never signed in from: guessers with many addresses.
 * - `address`, all accounts from one address, again without the owners: one password tried on everybody.
 * - `known`, an account from an address its owner has signed in from: nobody else's failures count here, and even its own
 *   do not keep the right password out. Wrong ones are told to wait all the same. Only after 100 failures in a row
 *   (the most NIST SP 800-63B allows) is the password no longer looked at before the wait is over.
 *
 * So a stranger can make an account slow to enter from new places, never lock its owner out.
 */
export type Scope = 'known' | 'pair' | 'account' | 'address';

export interface Rule {
  /** Failures that cost nothing. */
  free: number;
  /** From this many failures on, the password is not looked at while a wait lasts. */
  bindsFrom: number;
  longestWaitSeconds: number;
}

const RULES: Record<Scope, Rule> = {
  known: { free: 5, bindsFrom: 100, longestWaitSeconds: 60 },
  pair: { free: 5, bindsFrom: 0, longestWaitSeconds: 900 },
  account: { free: 30, bindsFrom: 0, longestWaitSeconds: 900 },
  address: { free: 200, bindsFrom: 0, longestWaitSeconds: 300 },
};

const FIRST_WAIT_SECONDS = 2;
const HIGHEST_LEVEL = 16;
/** An hour without a failure, and the count starts anew. */
const FORGET_MS = 3_600_000;

export interface Tally {
  failures: number;
  /** How many waits there were; each is twice as long as the one before. */
  level: number;
  lastFailedAt: Date;
  blockedUntil: Date | null;
}

/** What one attempt is counted under. */
export interface Count {
  scope: Scope;
  subject: string;
}

export interface Origin {
  /** The username in lower case; whether there is such a user makes no difference. */
  account: string;
  address: string;
}

export function countsOf(origin: Origin, isKnown: boolean): Count[] {
  const scopes: Scope[] = isKnown ? ['known'] : ['pair', 'account', 'address'];
  return scopes
    .map((scope) => ({ scope, subject: subjectOf(scope, origin) }))
    .toSorted((a, b) => (a.subject < b.subject ? -1 : 1));
}

/** What the right password wipes out: the failures of its owner's own fingers. */
export const forgivenSubjects = (origin: Origin): string[] =>
  [subjectOf('pair', origin), subjectOf('known', origin)].toSorted();

function subjectOf(scope: Scope, { account, address }: Origin): string {
  const counted = {
    known: [account, address],
    pair: [account, address],
    account: [account],
    address: [address],
  }[scope];
  return createHash('sha256')
    .update(JSON.stringify([scope, ...counted]))
    .digest('hex');
}

export type Tallies = ReadonlyMap<string, Tally>;

/** Seconds to wait before the password may be looked at; 0 to go on. */
export function waitBeforeCheck(counts: readonly Count[], tallies: Tallies, now: Date): number {
  const binding = counts.filter(
    ({ scope, subject }) => (tallies.get(subject)?.failures ?? 0) >= RULES[scope].bindsFrom,
  );
  return waitOf(binding, tallies, now);
}

/** Seconds the next attempt should wait; a wrong password is answered with them. */
export function waitOf(counts: readonly Count[], tallies: Tallies, now: Date): number {
  const waits = counts.map(
    ({ subject }) => (tallies.get(subject)?.blockedUntil?.getTime() ?? 0) - now.getTime(),
  );
  return Math.max(0, Math.ceil(Math.max(...waits) / 1000));
}

export function afterFailure(tally: Tally | undefined, scope: Scope, now: Date): Tally {
  const before = tally === undefined || isForgotten(tally, now) ? undefined : tally;
  const failures = (before?.failures ?? 0) + 1;
  const isBlocked = before?.blockedUntil != null && before.blockedUntil > now;
  // Attempts that were already being looked at when a wait began do not make it longer.
  if (failures <= RULES[scope].free || isBlocked) {
    return {
      failures,
      level: before?.level ?? 0,
      lastFailedAt: now,
      blockedUntil: before?.blockedUntil ?? null,
    };
  }
  const level = Math.min((before?.level ?? 0) + 1, HIGHEST_LEVEL);
  const seconds = Math.min(FIRST_WAIT_SECONDS * 2 ** (level - 1), RULES[scope].longestWaitSeconds);
  return { failures, level, lastFailedAt: now, blockedUntil: new Date(now.getTime() + seconds * 1000) };
}

/** The longest wait is shorter than this, so that forgetting never ends one. */
const isForgotten = ({ lastFailedAt }: Tally, now: Date): boolean =>
  now.getTime() - lastFailedAt.getTime() > FORGET_MS;

export const forgottenBefore = (now: Date): Date => new Date(now.getTime() - FORGET_MS);
