import type { Actor } from '@comptoir/service-kit';
import { expect, test } from '@jest/globals';
import type { Sale } from '../domain/sale.ts';
import type { SagaState } from '../domain/saga.ts';
import type { Tender } from '../domain/tender.ts';
import { closeRegister } from './close-register.ts';
import { fakeBooks } from './sale.fake.ts';
import { aSaga, aSale, aSession, card, cash, context, lea, theRequest } from './sale.samples.ts';

const manager: Actor = { sub: 'max', role: 'manager', locationId: 'shop' };

async function anOpenRegister() {
  const books = fakeBooks();
  await books.unit.registerSessions.add(aSession());
  let sales = 0;
  const put = async (changes: Partial<Sale>, tenders: Tender[] = [cash(1000)]) => {
    sales += 1;
    await books.unit.sales.add(aSale({ id: `sale-${sales}`, registerId: 'r1', ...changes }, tenders));
  };
  const close = (actor: Actor = lea, sessionId = 'session-1') =>
    books.inTransaction(context, (unit) =>
      closeRegister(unit, { sessionId, countedCents: 11_000, actor }, theRequest, context),
    );
  return { books, put, close };
}

test('the drawer is compared with what was sold at this register since it was opened', async () => {
  const { books, put, close } = await anOpenRegister();
  const completed = { status: 'completed' as const, completedAt: context.now };
  await put(completed, [cash(1500)]);
  await put(completed, [card(1000)]);
  await put({ ...completed, registerId: 'r2' });
  await put({ ...completed, completedAt: new Date(aSession().openedAt.getTime() - 1) });
  await put({ status: 'refused' });

  const answer = await close();

  expect(answer).toMatchObject({
    status: 200,
    body: {
      closedBy: 'lea',
      expectedCashCents: 11_000,
      countedCents: 11_000,
      differenceCents: 0,
      figures: { sales: 2, cashTakenCents: 1500, changeGivenCents: 500, cardCents: 1000 },
    },
  });
  expect(books.session('session-1')?.closing).toMatchObject({ closedAt: context.now, countedCents: 11_000 });
});

test.each<SagaState>(['started', 'stockReserved', 'paid'])(
  'while a sale is %s the register stays open, and the key free',
  async (state) => {
    const { books, put, close } = await anOpenRegister();
    await put({});
    await books.unit.sagas.add(aSaga({ state }));

    await expect(close()).rejects.toMatchObject({ code: 'register.sale_in_flight', retryAfterSeconds: 1 });

    expect(books.session('session-1')?.closing).toBeNull();
    expect(books.key(theRequest)).toBe('new');
  },
);

test('a sale that is being walked back does not hold the register up', async () => {
  const { books, put, close } = await anOpenRegister();
  await put({});
  await books.unit.sagas.add(aSaga({ state: 'compensating' }));

  expect(await close()).toMatchObject({ status: 200, body: { figures: { sales: 0 } } });
});

test('a manager closes what somebody else opened, another clerk does not', async () => {
  const { close } = await anOpenRegister();

  await expect(close({ ...lea, sub: 'ann' })).rejects.toMatchObject({ code: 'registerSession.not_yours' });

  expect(await close(manager)).toMatchObject({ body: { openedBy: 'lea', closedBy: 'max' } });
});

test.each<[string, Actor, string, string]>([
  ['that is not there', lea, 'session-9', 'registerSession.not_found'],
  ['of another location', { ...manager, locationId: 'elsewhere' }, 'session-1', 'location.forbidden'],
])('a session %s is not closed', async (_, actor, sessionId, code) => {
  const { books, close } = await anOpenRegister();

  await expect(close(actor, sessionId)).rejects.toMatchObject({ code });

  expect(books.session('session-1')?.closing).toBeNull();
});

test('a session is closed once, and its register can be opened again', async () => {
  const { books, close } = await anOpenRegister();
  await close();
  const other = { ...theRequest, key: 'key-2' };

  const again = books.inTransaction(context, (unit) =>
    closeRegister(unit, { sessionId: 'session-1', countedCents: 0, actor: lea }, other, context),
  );

  await expect(again).rejects.toMatchObject({ code: 'registerSession.closed' });
  expect(books.session('session-1')?.closing?.countedCents).toBe(11_000);
  expect(await books.unit.registerSessions.add(aSession({ id: 'session-2' }))).toBe(true);
});
