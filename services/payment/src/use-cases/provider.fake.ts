import type { DeclineCode } from '../domain/charge.ts';
import type { ProviderRecord } from '../domain/provider-record.ts';
import { providerTimeout } from '../domain/refusals.ts';
import type { CardProvider } from './ports.ts';

/** `deaf`: hears nothing and does nothing. `mute`: does what it is asked and never says so. */
type Mood = 'well' | 'deaf' | 'mute';

/** A card provider in memory, that can lose its voice before or after it has charged. */
export function fakeProvider() {
  const books = fakeBooks();
  let mood: Mood = 'well';
  let refusal: DeclineCode | undefined;
  let beforeAnswer: () => Promise<unknown> = () => Promise.resolve();

  async function ask(key: string, deed: () => void): Promise<ProviderRecord> {
    if (mood === 'deaf') throw providerTimeout('timeout');
    deed();
    const record = books.recordOf(key);
    await beforeAnswer();
    if (mood === 'mute') throw providerTimeout('timeout');
    return record;
  }
  const provider: CardProvider = {
    charge: ({ idempotencyKey: key, amountCents }) =>
      ask(key, () => {
        books.charge(key, amountCents, refusal);
      }),
    find: (key) => ask(key, () => undefined),
    refund: (key) =>
      ask(key, () => {
        books.reverse(key);
      }),
  };

  return {
    provider,
    providerIs: (now: Mood) => {
      mood = now;
    },
    providerDeclines: (reason: DeclineCode) => {
      refusal = reason;
    },
    /** Something happens between the provider's next deed and our hearing of it. */
    meanwhile: (deed: () => Promise<unknown>) => {
      beforeAnswer = () => {
        beforeAnswer = () => Promise.resolve();
        return deed();
      };
    },
    atProvider: books.recordOf,
    takenCents: books.takenCents,
  };
}

function fakeBooks() {
  const lines = new Map<string, { record: ProviderRecord; amountCents: number }>();
  const decide = (key: string, record: ProviderRecord, amountCents: number) => {
    if (!lines.has(key)) lines.set(key, { record, amountCents });
  };
  return {
    recordOf: (key: string): ProviderRecord => lines.get(key)?.record ?? { status: 'unknown' },
    charge: (key: string, amountCents: number, refusal: DeclineCode | undefined) => {
      const proof = { authorization: `AUTH-${key}`, last4: '4242' };
      const decline = refusal && ({ status: 'declined', reason: refusal } as const);
      decide(key, decline ?? { status: 'captured', ...proof }, amountCents);
    },
    reverse: (key: string) => {
      const line = lines.get(key);
      if (line?.record.status !== 'captured') decide(key, { status: 'void' }, 0);
      else lines.set(key, { ...line, record: { ...line.record, status: 'refunded' } });
    },
    /** What it took and has not given back. */
    takenCents: () =>
      [...lines.values()].reduce(
        (sum, line) => sum + (line.record.status === 'captured' ? line.amountCents : 0),
        0,
      ),
  };
}
