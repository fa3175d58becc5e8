import type { IdempotentRequest } from '@comptoir/service-kit';
import { fakeIdempotency } from '@comptoir/service-kit/testing';
import type { KeptKeys } from '@comptoir/service-kit/testing';
import type { Charge } from '../domain/charge.ts';
import type { Charges, GiftCards, PaymentEvents, PaymentUnit, Work } from './ports.ts';
import { fakeProvider } from './provider.fake.ts';

/** Charges, balances and keys kept in memory; what a failed transaction wrote is gone, and the provider's books stay. */
export function fakePayments(...known: Charge[]) {
  const state = {
    charges: new Map(known.map((charge) => [charge.id, charge])),
    giftCards: new Map<string, number>(),
    keys: new Map() as KeptKeys,
    reached: [] as string[],
  };
  const { provider, ...bank } = fakeProvider();
  const unit: PaymentUnit = {
    charges: fakeCharges(state),
    giftCards: fakeGiftCards(state),
    events: fakeEvents(state),
    idempotency: fakeIdempotency(() => state.keys),
  };
  let ids = 0;

  return {
    ...bank,
    deps: {
      inTransaction: async <T>(_work: Work, work: (within: PaymentUnit) => Promise<T>): Promise<T> => {
        const before = structuredClone(state);
        try {
          return await work(unit);
        } catch (error) {
          Object.assign(state, before);
          throw error;
        }
      },
      provider,
      abandonAfterMs: 15_000,
      newId: () => {
        ids += 1;
        return `attempt-${ids}`;
      },
    },
    giftCard: (card: string, balanceCents: number) => state.giftCards.set(card, balanceCents),
    balance: (card: string) => state.giftCards.get(card),
    charge: (id: string) => state.charges.get(id),
    /** States that charges came to, in order. */
    reached: () => state.reached,
    key: ({ owner, key }: IdempotentRequest) => state.keys.get(`${owner} ${key}`),
  };
}

interface State {
  charges: Map<string, Charge>;
  giftCards: Map<string, number>;
  keys: KeptKeys;
  reached: string[];
}

function fakeCharges(state: State): Charges {
  const find = (id: string) => Promise.resolve(structuredClone(state.charges.get(id)));
  return {
    add: (charge) => {
      if (state.charges.has(charge.id)) return Promise.resolve(false);
      state.charges.set(charge.id, structuredClone(charge));
      return Promise.resolve(true);
    },
    find,
    findForUpdate: find,
    save: (charge) => {
      if (state.charges.has(charge.id)) state.charges.set(charge.id, structuredClone(charge));
      return Promise.resolve();
    },
  };
}

function fakeGiftCards(state: State): GiftCards {
  return {
    add: (card, balanceCents) => {
      if (state.giftCards.has(card)) return Promise.resolve(false);
      state.giftCards.set(card, balanceCents);
      return Promise.resolve(true);
    },
    debit: (card, amountCents) => {
      const balance = state.giftCards.get(card);
      if (balance === undefined) return Promise.resolve('unknown');
      if (balance < amountCents) return Promise.resolve('insufficient');
      state.giftCards.set(card, balance - amountCents);
      return Promise.resolve('debited');
    },
    credit: (card, amountCents) => {
      const balance = state.giftCards.get(card);
      if (balance === undefined) return Promise.reject(new Error('the gift card that was charged is gone'));
      state.giftCards.set(card, balance + amountCents);
      return Promise.resolve();
    },
  };
}

function fakeEvents(state: State): PaymentEvents {
  return {
    reached: ({ id, status }) => {
      state.reached.push(`${id} ${status}`);
      return Promise.resolve();
    },
  };
}
