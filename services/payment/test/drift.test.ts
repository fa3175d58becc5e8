import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { v7 as uuidv7 } from 'uuid';
import { cardProvider } from '../src/clients/card-provider.client.ts';
import { simulatedLedger } from '../src/clients/simulated-ledger.ts';
import { simulatedProvider } from '../src/clients/simulated-provider.ts';
import { newPaymentRequest } from '../src/domain/charge.ts';
import { attempted, captured, closingFor, declined } from '../src/domain/transitions.ts';
import { chargesRepository } from '../src/repositories/charges.repository.ts';
import { giftCardsRepository } from '../src/repositories/gift-cards.repository.ts';
import { fakePayments } from '../src/use-cases/payment.fake.ts';
import { workAt } from '../src/use-cases/payment.samples.ts';
import type { CardProvider, Charges, GiftCards } from '../src/use-cases/ports.ts';
import { fakeProvider } from '../src/use-cases/provider.fake.ts';
import type { StartedPayment } from './payment-service.ts';
import { startPayment } from './payment-service.ts';

let bank: StartedPayment;
beforeAll(async () => {
  bank = await startPayment();
});
afterAll(() => bank.mesh.close());

type Unit = { charges: Charges; giftCards: GiftCards };
type Transact = <T>(work: (unit: Unit) => Promise<T>) => Promise<T>;
const payments = fakePayments();
const onFake: Transact = (work) => payments.deps.inTransaction(workAt(0), work);
const onMariadb: Transact = (work) =>
  bank.database.inTransaction((trx) =>
    work({ charges: chargesRepository(trx), giftCards: giftCardsRepository(trx) }),
  );

const { now, ...request } = workAt(0);
const origin = { traceparent: request.traceparent, correlationId: request.correlationId };
const requested = () =>
  newPaymentRequest(
    { id: uuidv7(), reference: uuidv7(), customerId: uuidv7(), amountCents: 9_000_000_000_000 },
    now,
  );

describe.each([
  { kept: 'in the fake', transact: onFake },
  { kept: 'in MariaDB', transact: onMariadb },
])('charges kept $kept', ({ transact }) => {
  test('are found as they were added, and added once', async () => {
    const charge = requested();

    const isNew = await transact(({ charges }) => charges.add(charge));
    const isNewAgain = await transact(({ charges }) => charges.add({ ...charge, amountCents: 1 }));

    expect([isNew, isNewAgain]).toEqual([true, false]);
    expect(await transact(({ charges }) => charges.find(charge.id))).toEqual(charge);
    expect(await transact(({ charges }) => charges.findForUpdate(charge.id))).toEqual(charge);
    expect(await transact(({ charges }) => charges.find(uuidv7()))).toBeUndefined();
  });

  test('are saved with all that changes', async () => {
    const charge = requested();
    const idempotency = { owner: 'o', key: 'k', fingerprint: 'f' };
    const attempt = {
      providerKey: uuidv7(),
      cardNumber: '4242424242424242',
      origin: { ...origin, actor: { sub: 's', role: 'customer' as const }, idempotency },
      now,
    };
    const tried = attempted(charge, attempt);
    const states = [
      tried,
      closingFor('refund', tried, now, 'called off'),
      declined(tried, 'card.expired'),
      captured(tried, { authorization: 'ABC123', last4: '4242' }),
    ];
    await transact(({ charges }) => charges.add(charge));

    for (const state of states) {
      await transact(({ charges }) => charges.save(state));

      expect(await transact(({ charges }) => charges.find(charge.id))).toEqual(state);
    }
  });

  test('gift cards give what they hold and not a cent more', async () => {
    const card = uuidv7().replaceAll('-', '').padEnd(64, '0');

    const outcomes = await transact(async ({ giftCards }) => [
      await giftCards.add(card, 100),
      await giftCards.add(card, 900),
      await giftCards.debit(card, 101),
      await giftCards.debit(card, 60),
      await giftCards.debit(card, 60),
      await giftCards.credit(card, 20),
      await giftCards.debit(card, 60),
      await giftCards.debit('0'.repeat(64), 1),
    ]);

    expect(outcomes).toEqual([
      true,
      false,
      'insufficient',
      'debited',
      'insufficient',
      undefined,
      'debited',
      'unknown',
    ]);
  });
});

const simulated = (): CardProvider =>
  cardProvider({
    connection: simulatedProvider({ ledger: simulatedLedger(bank.database), slowMs: 1 }),
    breaker: { run: (call) => call(), isOpen: () => false, shutdown: () => undefined },
    timeoutMs: 30_000,
  });

describe.each([
  { name: 'the fake provider', provider: () => fakeProvider().provider },
  { name: 'the simulated provider', provider: simulated },
])('$name', ({ provider: open }) => {
  const work = { ...request, now, deadline: Number.POSITIVE_INFINITY };

  test('charges a key once, and gives it back once', async () => {
    const provider = open();
    const charge = { idempotencyKey: uuidv7(), amountCents: 500 };

    const first = await provider.charge(charge, work);
    const second = await provider.charge(charge, work);
    const back = await provider.refund(charge.idempotencyKey, work);
    const backAgain = await provider.refund(charge.idempotencyKey, work);

    expect(first).toMatchObject({ status: 'captured', last4: '4242' });
    expect(second).toEqual(first);
    expect(back).toEqual({ ...first, status: 'refunded' });
    expect(backAgain).toEqual(back);
    expect(await provider.charge(charge, work)).toEqual(back);
    expect(await provider.find(charge.idempotencyKey, work)).toEqual(back);
  });

  test('knows nothing of a key until it is charged or closed; a closed key takes nothing', async () => {
    const provider = open();
    const charge = { idempotencyKey: uuidv7(), amountCents: 500 };

    const before = await provider.find(charge.idempotencyKey, work);
    const closed = await provider.refund(charge.idempotencyKey, work);
    const late = await provider.charge(charge, work);

    expect([before, closed, late].map(({ status }) => status)).toEqual(['unknown', 'void', 'void']);
  });
});
