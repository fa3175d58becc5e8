import type { IdempotentRequest } from '@comptoir/service-kit';
import { stillRunning } from '@comptoir/service-kit';
import { fakeIdempotency, refusedWrite } from '@comptoir/service-kit/testing';
import type { KeptKeys } from '@comptoir/service-kit/testing';
import type { RegisterSession } from '../domain/register-session.ts';
import type { Saga } from '../domain/saga.ts';
import { isEnded } from '../domain/saga.ts';
import type { Sale } from '../domain/sale.ts';
import type { CartVersion, InTransaction, SaleUnit, Sagas, Sales, SoldCarts } from './ports.ts';
import { fakeRegisterSessions } from './register-sessions.fake.ts';
import { context } from './sale.samples.ts';

interface State {
  sales: Map<string, Sale>;
  /** Ids of sales, by cart and version. */
  soldCarts: Map<string, string>;
  sagas: Map<string, Saga & { surrendered: boolean }>;
  /** Last receipt number by till. */
  numbers: Map<string, number>;
  sessions: Map<string, RegisterSession>;
  /** Sales that were cancelled in a register session, by its id. */
  refunds: Map<string, Sale[]>;
  keys: KeptKeys;
  published: { type: 'recorded' | 'cancelled'; saleId: string }[];
}

/** What the sale service writes, kept in memory; what a failed transaction wrote is gone. */
export function fakeBooks() {
  let state: State = {
    sales: new Map(),
    soldCarts: new Map(),
    sagas: new Map(),
    numbers: new Map(),
    sessions: new Map(),
    refunds: new Map(),
    keys: new Map(),
    published: [],
  };
  const trouble = { down: false };
  const unit = fakeUnit(() => state);
  const inTransaction: InTransaction = async (_context, work) => {
    if (trouble.down) throw new Error('the database is away');
    const before = structuredClone(state);
    try {
      return await work(unit);
    } catch (error) {
      state = before;
      throw error;
    }
  };

  return {
    unit,
    inTransaction,
    now: () => context.now,
    trouble,
    sale: (id: string) => state.sales.get(id),
    saga: (id: string) => state.sagas.get(id),
    /** The states a saga went through. */
    path: (id: string) => state.sagas.get(id)?.transitions.map(({ state: reached }) => reached),
    /** `new`, `running`, or the status that was kept. */
    key: ({ owner, key }: IdempotentRequest) => {
      const kept = state.keys.get(`${owner} ${key}`);
      return kept === undefined ? 'new' : (kept.status ?? 'running');
    },
    session: (id: string) => state.sessions.get(id),
    /** Ids of the sales that were cancelled in a register session. */
    refundedIn: (id: string) => state.refunds.get(id)?.map((sale) => sale.id) ?? [],
    published: () => state.published,
    /** Another process drives this saga from now on. */
    takeOver: (id: string) => {
      const saga = state.sagas.get(id);
      if (saga !== undefined) saga.leaseOwner = 'another process';
    },
  };
}

export type FakeBooks = ReturnType<typeof fakeBooks>;

function fakeUnit(current: () => State): SaleUnit {
  const tell = (type: 'recorded' | 'cancelled') => async (sale: Sale) => {
    current().published.push({ type, saleId: sale.id });
    return Promise.resolve();
  };
  return {
    sales: fakeSales(current),
    soldCarts: fakeSoldCarts(current),
    sagas: fakeSagas(current),
    receipts: {
      next: async (till) => {
        const number = (current().numbers.get(till) ?? 0) + 1;
        current().numbers.set(till, number);
        return Promise.resolve(number);
      },
    },
    events: { recorded: tell('recorded'), cancelled: tell('cancelled') },
    registerSessions: fakeRegisterSessions(current),
    idempotency: fakeIdempotency(() => current().keys),
  };
}

function fakeSales(current: () => State): Sales {
  const find = async (id: string) => Promise.resolve(structuredClone(current().sales.get(id)));
  return {
    add: async (sale) => {
      if (current().sales.has(sale.id)) return Promise.resolve(false);
      current().sales.set(sale.id, structuredClone(sale));
      return Promise.resolve(true);
    },
    insert: async (sale) => {
      if (current().sales.has(sale.id)) throw refusedWrite();
      current().sales.set(sale.id, structuredClone(sale));
      return Promise.resolve();
    },
    find,
    findForUpdate: find,
    update: async ({ id, status, receiptNumber, tenders, refusal, cancellation, completedAt }) => {
      const known = current().sales.get(id);
      const changes = { status, receiptNumber, tenders, refusal, cancellation, completedAt };
      if (known !== undefined) Object.assign(known, structuredClone(changes));
      return Promise.resolve();
    },
    reopen: async (sale) => {
      if (current().sales.get(sale.id)?.status === 'refused') {
        current().sales.set(sale.id, structuredClone(sale));
      }
      return Promise.resolve();
    },
  };
}

function fakeSoldCarts(current: () => State): SoldCarts {
  const keyOf = ({ id, version }: CartVersion) => `${id} ${version}`;
  return {
    insert: async (cart, saleId) => {
      if (current().soldCarts.has(keyOf(cart))) throw refusedWrite();
      current().soldCarts.set(keyOf(cart), saleId);
      return Promise.resolve();
    },
    claim: async (cart, saleId) => {
      const holder = current().soldCarts.get(keyOf(cart)) ?? saleId;
      current().soldCarts.set(keyOf(cart), holder);
      return Promise.resolve(holder);
    },
    handOver: async (cart, saleId) => {
      current().soldCarts.set(keyOf(cart), saleId);
      return Promise.resolve();
    },
  };
}

function fakeSagas(current: () => State): Sagas {
  const held = ({ id, leaseOwner }: Pick<Saga, 'id' | 'leaseOwner'>) => {
    const known = current().sagas.get(id);
    return known?.leaseOwner === leaseOwner ? known : undefined;
  };
  return {
    add: async (saga) => {
      current().sagas.set(saga.id, { ...structuredClone(saga), surrendered: false });
      return Promise.resolve();
    },
    save: async (saga) => {
      const known = held(saga);
      if (known === undefined || isEnded(known.state)) throw stillRunning();
      Object.assign(known, { state: saga.state, transitions: structuredClone(saga.transitions) });
      return Promise.resolve();
    },
    find: async (id) => {
      const known = current().sagas.get(id);
      if (known === undefined) return Promise.resolve(undefined);
      const { surrendered: _, ...saga } = known;
      return Promise.resolve(structuredClone(saga));
    },
    surrender: async (saga) => {
      const known = held(saga);
      if (known !== undefined) known.surrendered = true;
      return Promise.resolve();
    },
  };
}
