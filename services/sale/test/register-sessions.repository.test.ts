import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { waitUntil } from '@comptoir/test-kit';
import { v7 as uuidv7 } from 'uuid';
import { registerSessionsRepository } from '../src/repositories/register-sessions.repository.ts';
import { sagasRepository } from '../src/repositories/sagas.repository.ts';
import { salesRepository } from '../src/repositories/sales.repository.ts';
import { figuresOf } from '../src/domain/register-session.ts';
import type { Sale } from '../src/domain/sale.ts';
import type { SaleUnit } from '../src/use-cases/ports.ts';
import { fakeBooks } from '../src/use-cases/sale.fake.ts';
import * as samples from '../src/use-cases/sale.samples.ts';
import { card, cash, context } from '../src/use-cases/sale.samples.ts';
import type { SaleUnderTest } from './sale-service.ts';
import { startSale } from './sale-service.ts';

type Kept = Pick<SaleUnit, 'sales' | 'sagas' | 'registerSessions'>;
type Transact = <T>(work: (kept: Kept) => Promise<T>) => Promise<T>;

let till: SaleUnderTest;
beforeAll(async () => {
  till = await startSale({ SAGA_RECOVERY_INTERVAL_MS: '3600000' });
});
afterAll(() => till.mesh.close());

const books = fakeBooks();
const places: { place: string; transact: Transact }[] = [
  { place: 'the fake', transact: (work) => books.inTransaction(context, work) },
  {
    place: 'MariaDB',
    transact: (work) =>
      till.sale.database().inTransaction((trx) =>
        work({
          sales: salesRepository(trx),
          sagas: sagasRepository(trx, 15),
          registerSessions: registerSessionsRepository(trx),
        }),
      ),
  },
];

const aSession = (changes: object = {}) =>
  samples.aSession({ id: uuidv7(), locationId: uuidv7(), registerId: uuidv7(), ...changes });
const giftCard = (amountCents: number) => ({ type: 'giftCard' as const, amountCents, chargeId: uuidv7() });
const { now } = context;

describe.each(places)('register sessions kept in $place', ({ transact }) => {
  const added = async (session = aSession()) => {
    expect(await transact(({ registerSessions }) => registerSessions.add(session))).toBe(true);
    return session;
  };
  const find = (id: string) => transact(({ registerSessions }) => registerSessions.findForUpdate(id));
  /** A sale at the register of `session`, begun and completed now unless `changes` say otherwise. */
  const sold = (
    session: ReturnType<typeof aSession>,
    tenders: Sale['tenders'],
    changes: Partial<Sale> = {},
  ) => {
    const { locationId, registerId } = session;
    const done = { status: 'completed' as const, completedAt: now };
    const sale = samples.aSale(
      { ...done, id: uuidv7(), sagaId: uuidv7(), locationId, registerId, ...changes },
      tenders,
    );
    return transact(async ({ sales }) => {
      await sales.add(sale);
      return sale;
    });
  };
  const takings = (session: ReturnType<typeof aSession>) =>
    transact(({ registerSessions }) => registerSessions.takings(session));

  test('a session is found as it was opened, by its id and by its register', async () => {
    const session = await added();

    expect(await find(session.id)).toEqual(session);
    expect(await transact(({ registerSessions }) => registerSessions.findOpen(session.registerId))).toEqual(
      session,
    );
  });

  test('a register has one open session; closed, it is found as it was closed and makes room', async () => {
    const session = await added();
    const next = aSession({ registerId: session.registerId });
    const figures = figuresOf(session, (await takings(session)).takings);
    const closed = { ...session, closing: { closedAt: now, closedBy: 'max', countedCents: 9_000, figures } };

    const early = await transact(({ registerSessions }) => registerSessions.add(next));
    await transact(({ registerSessions }) => registerSessions.close(closed));
    const late = await transact(({ registerSessions }) => registerSessions.add(next));

    expect([early, late]).toEqual([false, true]);
    expect(await find(session.id)).toEqual(closed);
    expect(await transact(({ registerSessions }) => registerSessions.findOpen(session.registerId))).toEqual(
      next,
    );
  });

  test('an empty session took nothing', async () => {
    const { takings: taken, inFlight } = await takings(await added());

    expect(new Set([...Object.values(taken), inFlight])).toEqual(new Set([0]));
  });

  test('takings are of this register, since it was opened, by tender', async () => {
    const session = await added();
    await sold(session, [card(300, uuidv7()), giftCard(200), cash(1000), card(100, uuidv7())]);
    await sold(session, [cash(1000)], { status: 'cancelling' });
    await sold(session, [cash(1000)], { status: 'cancelled', completedAt: session.openedAt });
    await sold(session, [cash(1000)], { completedAt: new Date(session.openedAt.getTime() - 1) });
    await sold(session, [cash(1000)], { registerId: uuidv7() });
    await sold(session, [cash(1000)], { registerId: null });
    await sold(session, [cash(1000)], { status: 'refused', completedAt: null });

    const { takings: taken, inFlight } = await takings(session);

    expect(inFlight).toBe(0);
    expect(taken).toEqual({
      sales: 3,
      cashTakenCents: 3000,
      changeGivenCents: 600,
      cardCents: 400,
      giftCardCents: 200,
      cancelledSales: 0,
      cashRefundedCents: 0,
      cardRefundedCents: 0,
      giftCardRefundedCents: 0,
    });
  });

  test('a sale that was begun before the session, and completed in it, counts', async () => {
    const session = await added();
    await sold(session, [cash(1000)], { createdAt: new Date(session.openedAt.getTime() - 60_000) });

    expect((await takings(session)).takings.sales).toBe(1);
  });

  test('what may still be completed is in flight, what is walked back is not', async () => {
    const session = await added();
    const pending = { status: 'pending' as const, completedAt: null };
    for (const state of ['started', 'paid', 'compensating'] as const) {
      const { id: saleId, sagaId } = await sold(session, [cash(500), card(500, uuidv7())], pending);
      await transact(({ sagas }) =>
        sagas.add(samples.aSaga({ id: sagaId, saleId, locationId: uuidv7(), state })),
      );
    }

    const { takings: taken, inFlight } = await takings(session);

    expect(inFlight).toBe(2);
    expect(taken).toMatchObject({ sales: 0, cashTakenCents: 0, changeGivenCents: 0, cardCents: 0 });
  });

  test('what is given back leaves the session that is open now, whenever the sale was made', async () => {
    const session = await added();
    const longAgo = new Date(session.openedAt.getTime() - 86_400_000);
    const sale = await sold(session, [card(300, uuidv7()), giftCard(200), cash(1000)], {
      createdAt: longAgo,
      completedAt: longAgo,
    });

    await transact(({ registerSessions }) => registerSessions.refund(sale));

    expect((await takings(session)).takings).toMatchObject({
      sales: 0,
      cancelledSales: 1,
      cashRefundedCents: 500,
      cardRefundedCents: 300,
      giftCardRefundedCents: 200,
    });
  });

  test('what is given back while no register is open is in no session', async () => {
    const session = await added();
    const elsewhere = await sold(session, [cash(1000)], { registerId: uuidv7() });
    const nowhere = await sold(session, [cash(1000)], { registerId: null });

    await transact(({ registerSessions }) => registerSessions.refund(elsewhere));
    await transact(({ registerSessions }) => registerSessions.refund(nowhere));

    expect((await takings(session)).takings.cancelledSales).toBe(0);
  });
});

test('of many who open a register at once, one gets it', async () => {
  const registerId = uuidv7();
  const open = () =>
    till.sale
      .database()
      .inTransaction((trx) => registerSessionsRepository(trx).add(aSession({ registerId })));

  const opened = await Promise.all(Array.from({ length: 8 }, open));

  expect(opened.filter(Boolean)).toHaveLength(1);
});

test('a refund waits for a closing under way, and is then in no session', async () => {
  const database = till.sale.database();
  const session = aSession();
  const { id, locationId, registerId } = session;
  await database.inTransaction((trx) => registerSessionsRepository(trx).add(session));
  const sale = samples.aSale({ id: uuidv7(), locationId, registerId });
  const figures = figuresOf(session, (await takingsOf(session)).takings);
  const order: string[] = [];
  let refund: Promise<unknown> = Promise.resolve();

  await database.inTransaction(async (trx) => {
    const sessions = registerSessionsRepository(trx);
    await sessions.findForUpdate(id);
    refund = database
      .inTransaction((other) => registerSessionsRepository(other).refund(sale))
      .then(() => order.push('refunded'));
    await untilBlocked();
    order.push('closed');
    await sessions.close({
      ...session,
      closing: { closedAt: now, closedBy: 'max', countedCents: 0, figures },
    });
  });
  await refund;

  expect(order).toEqual(['closed', 'refunded']);
  expect((await takingsOf(session)).takings.cancelledSales).toBe(0);
});

const takingsOf = (session: ReturnType<typeof aSession>) =>
  till.sale.database().inTransaction((trx) => registerSessionsRepository(trx).takings(session));
/** Resolves when a refund has been waiting for a lock. */
const untilBlocked = () =>
  waitUntil(async () => {
    const waiting = await till.sale.database().query(
      `SELECT id FROM information_schema.PROCESSLIST
       WHERE info LIKE '%INTO register_refunds%' AND time_ms > 50 AND id <> CONNECTION_ID()`,
      [],
    );
    return waiting.length > 0;
  });
