import { describe, expect, test } from '@jest/globals';
import type { Scope, Tally } from './login-throttle.ts';
import { afterFailure, countsOf, forgivenSubjects, waitBeforeCheck, waitOf } from './login-throttle.ts';

const noon = new Date('2026-12-01T12:00:00Z');
const later = (seconds: number, from = noon) => new Date(from.getTime() + seconds * 1000);
const home = { account: 'lea', address: '203.0.113.9' };

/** Fails again and again, each time as soon as it may; answers the tally and the waits there were. */
function failing(scope: Scope, times: number) {
  let tally: Tally | undefined;
  let now = noon;
  const waits: number[] = [];
  for (let failure = 0; failure < times; failure += 1) {
    if (tally?.blockedUntil != null && tally.blockedUntil > now) now = tally.blockedUntil;
    tally = afterFailure(tally, scope, now);
    waits.push(Math.max(0, ((tally.blockedUntil?.getTime() ?? 0) - now.getTime()) / 1000));
  }
  if (tally === undefined) throw new Error('fail at least once');
  return { tally, now, waits };
}

describe('what an attempt counts under', () => {
  test('from a new address: the pair, the account and the address', () => {
    const scopes = countsOf(home, false).map(({ scope }) => scope);

    expect(scopes.toSorted()).toEqual(['account', 'address', 'pair']);
  });

  test('from an address the owner came from before: neither what strangers do elsewhere nor what others do there', () => {
    expect(countsOf(home, true).map(({ scope }) => scope)).toEqual(['known']);
  });

  test('the account counts from everywhere, the address for every account, the pair for itself only', () => {
    const subject = (origin: typeof home, scope: Scope) =>
      countsOf(origin, false).find((count) => count.scope === scope)?.subject;
    const elsewhere = { ...home, address: '198.51.100.1' };
    const somebody = { ...home, account: 'tom' };

    expect(subject(home, 'account')).toBe(subject(elsewhere, 'account'));
    expect(subject(home, 'address')).toBe(subject(somebody, 'address'));
    expect(new Set([home, elsewhere, somebody].map((origin) => subject(origin, 'pair'))).size).toBe(3);
  });

  test('subjects come in ascending order, which is the lock order', () => {
    const subjects = countsOf(home, false).map(({ subject }) => subject);

    expect(subjects).toEqual(subjects.toSorted());
  });

  test('the right password forgives the pair, not what strangers did to the account', () => {
    const pair = countsOf(home, false).find(({ scope }) => scope === 'pair');
    const known = countsOf(home, true)[0];

    expect(new Set(forgivenSubjects(home))).toEqual(new Set([pair?.subject, known?.subject]));
  });
});

describe('how long failures make wait', () => {
  test('five are free, then each wait is twice the one before, up to a quarter of an hour', () => {
    const { waits } = failing('pair', 17);

    expect(waits).toEqual([0, 0, 0, 0, 0, 2, 4, 8, 16, 32, 64, 128, 256, 512, 900, 900, 900]);
  });

  test.each([
    ['account', 30],
    ['address', 200],
  ] as const)('the %s has %i free', (scope, free) => {
    const { waits } = failing(scope, free + 1);

    expect(waits.slice(0, free).every((wait) => wait === 0)).toBe(true);
    expect(waits[free]).toBe(2);
  });

  test('attempts that were under way when the wait began do not make it longer', () => {
    const { tally, now } = failing('pair', 6);

    const overshoot = afterFailure(afterFailure(tally, 'pair', now), 'pair', now);

    expect(overshoot).toMatchObject({ failures: 8, level: 1, blockedUntil: tally.blockedUntil });
  });

  test('after an hour of quiet the count starts anew', () => {
    const { tally, now } = failing('pair', 10);

    const anew = afterFailure(tally, 'pair', later(3_601, now));

    expect(anew).toMatchObject({ failures: 1, level: 0, blockedUntil: null });
  });
});

describe('whether a password is looked at', () => {
  const waitFor = (scope: Scope, tally: Tally, now: Date) =>
    waitBeforeCheck([{ scope, subject: 'x' }], new Map([['x', tally]]), now);

  test('not before the wait is over, then it is', () => {
    const { tally, now } = failing('pair', 6);

    expect(waitFor('pair', tally, now)).toBe(2);
    expect(waitFor('pair', tally, later(1.5, now))).toBe(1);
    expect(waitFor('pair', tally, later(2, now))).toBe(0);
  });

  test('from a known address it is, for a hundred failures', () => {
    const ninetyNine = failing('known', 99);
    const hundred = failing('known', 100);

    expect(waitFor('known', ninetyNine.tally, ninetyNine.now)).toBe(0);
    expect(waitFor('known', hundred.tally, hundred.now)).toBe(60);
  });

  test('but a wrong one is told to wait from the sixth on', () => {
    const { tally, now } = failing('known', 6);

    expect(waitOf([{ scope: 'known', subject: 'x' }], new Map([['x', tally]]), now)).toBe(2);
  });

  test('the longest of several waits counts', () => {
    const short = failing('account', 31);
    const long = failing('pair', 9);
    const counts = [
      { scope: 'account', subject: 'a' },
      { scope: 'pair', subject: 'b' },
    ] as const;
    const now = long.now;
    const tallies = new Map([
      ['a', { ...short.tally, blockedUntil: later(2, now) }],
      ['b', long.tally],
    ]);

    expect(waitBeforeCheck(counts, tallies, now)).toBe(16);
  });

  test('who never failed does not wait', () => {
    expect(waitBeforeCheck(countsOf(home, false), new Map(), noon)).toBe(0);
  });
});
