import type { DeclineCode } from '../domain/charge.ts';
import type { ProviderRecord } from '../domain/provider-record.ts';
import { providerTimeout } from '../domain/refusals.ts';
import type { CardProvider } from './ports.ts';

type Line = ProviderRecord & { amountCents: number };

/** A card provider in memory, that can lose its voice before or after it has charged. */
export function fakeProvider() {
  const books = new Map<string, Line>();
  let mood: 'well' | 'deaf' | 'mute' = 'well';
  let refusal: DeclineCode | undefined;
  let beforeAnswer: () => Promise<unknown> = () => Promise.resolve();

  const recordOf = (key: string): ProviderRecord => {
    const line = books.get(key);
    if (line === undefined) return { status: 'unknown' };
    const { amountCents: _, ...record } = line;
    return record;
  };
  const decide = (key: string, line: Line) => {
    if (!books.has(key)) books.set(key, line);
  };
  const answer = async (key: string): Promise<ProviderRecord> => {
    const record = recordOf(key);
    await beforeAnswer();
    if (mood === 'mute') throw providerTimeout('timeout');
    return record;
  };

  const provider: CardProvider = {
    charge: async ({ idempotencyKey, amountCents }) => {
      if (mood === 'deaf') throw providerTimeout('timeout');
      const captured = {
        status: 'captured',
        authorization: `AUTH-${idempotencyKey}`,
        last4: '4242',
      } as const;
      const declined = refusal && ({ status: 'declined', reason: refusal } as const);
      decide(idempotencyKey, { ...(declined ?? captured), amountCents });
      return answer(idempotencyKey);
    },
    find: async (key) => {
      if (mood === 'deaf') throw providerTimeout('timeout');
      return answer(key);
    },
    refund: async (key) => {
      if (mood === 'deaf') throw providerTimeout('timeout');
      const line = books.get(key);
      if (line?.status === 'captured') books.set(key, { ...line, status: 'refunded' });
      else decide(key, { status: 'void', amountCents: 0 });
      return answer(key);
    },
  };

  return {
    provider,
    /** `deaf`: hears nothing and does nothing. `mute`: does what it is asked and never says so. */
    providerIs: (now: typeof mood) => {
      mood = now;
    },
    providerDeclines: (reason: DeclineCode) => {
      refusal = reason;
    },
    /** Something happens between the provider's deed and our hearing of it. */
    meanwhile: (deed: () => Promise<unknown>) => {
      beforeAnswer = () => {
        beforeAnswer = () => Promise.resolve();
        return deed();
      };
    },
    atProvider: recordOf,
    /** What the provider took and has not given back. */
    takenCents: () =>
      [...books.values()].reduce((sum, line) => sum + (line.status === 'captured' ? line.amountCents : 0), 0),
  };
}
