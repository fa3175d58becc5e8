import type { RegisterSession, Takings } from '../domain/register-session.ts';
import { refundOf } from '../domain/register-session.ts';
import type { Saga } from '../domain/saga.ts';
import type { Sale } from '../domain/sale.ts';
import type { RegisterSessions } from './ports.ts';

export interface RegisterState {
  sessions: Map<string, RegisterSession>;
  /** Sales that were cancelled in a session, by its id. */
  refunds: Map<string, Sale[]>;
  sales: Map<string, Sale>;
  sagas: Map<string, Saga>;
}

/** Register sessions kept in memory, over the sales that are kept beside them. */
export function fakeRegisterSessions(current: () => RegisterState): RegisterSessions {
  const isOpenAt = (registerId: string | null) => (session: RegisterSession) =>
    session.registerId === registerId && session.closing === null;
  const openAt = (registerId: string | null) => [...current().sessions.values()].find(isOpenAt(registerId));

  return {
    add: async (session) => {
      if (openAt(session.registerId) !== undefined) return Promise.resolve(false);
      current().sessions.set(session.id, structuredClone(session));
      return Promise.resolve(true);
    },
    findOpen: async (registerId) => Promise.resolve(structuredClone(openAt(registerId))),
    findForUpdate: async (id) => Promise.resolve(structuredClone(current().sessions.get(id))),
    takings: async (session) => Promise.resolve(takingsOf(current(), session)),
    close: async (session) => {
      current().sessions.set(session.id, structuredClone(session));
      return Promise.resolve();
    },
    refund: async (sale) => {
      const session = openAt(sale.registerId);
      if (session === undefined) return Promise.resolve();
      current().refunds.set(session.id, [
        ...(current().refunds.get(session.id) ?? []),
        structuredClone(sale),
      ]);
      return Promise.resolve();
    },
  };
}

function takingsOf({ sales, sagas, refunds }: RegisterState, session: RegisterSession) {
  const here = [...sales.values()].filter(({ registerId }) => registerId === session.registerId);
  const done = here.filter(({ completedAt }) => completedAt !== null && completedAt >= session.openedAt);
  const inFlight = here.filter(
    ({ status, sagaId }) => status === 'pending' && sagas.get(sagaId)?.state !== 'compensating',
  );
  const kept = done.map(refundOf);
  const cancelled = refunds.get(session.id) ?? [];
  const givenBack = cancelled.map(refundOf);
  const changeGivenCents = sum(done.map(({ changeCents }) => changeCents));
  const takings: Takings = {
    sales: done.length,
    cancelledSales: cancelled.length,
    cashTakenCents: sum(kept.map(({ cashCents }) => cashCents)) + changeGivenCents,
    changeGivenCents,
    cashRefundedCents: sum(givenBack.map(({ cashCents }) => cashCents)),
    cardCents: sum(kept.map(({ cardCents }) => cardCents)),
    cardRefundedCents: sum(givenBack.map(({ cardCents }) => cardCents)),
    giftCardCents: sum(kept.map(({ giftCardCents }) => giftCardCents)),
    giftCardRefundedCents: sum(givenBack.map(({ giftCardCents }) => giftCardCents)),
  };
  return { takings, inFlight: inFlight.length };
}

function sum(cents: readonly number[]): number {
  return cents.reduce((total, each) => total + each, 0);
}
