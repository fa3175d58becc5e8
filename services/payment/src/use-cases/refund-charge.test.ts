import { expect, test } from '@jest/globals';
import { giftCardHash } from '../domain/gift-card.ts';
import { newPaymentRequest } from '../domain/charge.ts';
import { fakePayments } from './payment.fake.ts';
import { recoverLater, refundOf, requestOf, workAt } from './payment.samples.ts';
import { refundCharge } from './refund-charge.ts';
import { takeCharge } from './take-charge.ts';

const request = requestOf({ amountCents: 1_000 });

test('a captured charge is given back once, however often it is asked', async () => {
  const payments = fakePayments();
  await takeCharge(payments.deps, request, workAt(0));

  const first = await refundCharge(payments.deps, refundOf(request), workAt(1));
  const second = await refundCharge(payments.deps, refundOf(request), workAt(2));

  expect([first.status, second.status]).toEqual(['refunded', 'refunded']);
  expect(payments.reached()).toEqual([`${request.id} captured`, `${request.id} refunded`]);
  expect(payments.takenCents()).toBe(0);
});

test('a refund before its charge closes the id, and the late charge takes nothing', async () => {
  const payments = fakePayments();

  const refund = await refundCharge(payments.deps, refundOf(request), workAt(0));
  const late = takeCharge(payments.deps, request, workAt(1));

  expect(refund).toMatchObject({ status: 'void', amountCents: 0 });
  await expect(late).rejects.toMatchObject({ kind: 'conflict', code: 'payment.closed' });
  expect(payments.takenCents()).toBe(0);
  expect(payments.reached()).toEqual([`${request.id} void`]);
});

test('a pending charge that the provider did take is given back there', async () => {
  const payments = fakePayments();
  payments.providerIs('mute');
  await expect(takeCharge(payments.deps, request, workAt(0))).rejects.toMatchObject({ kind: 'timeout' });
  payments.providerIs('well');

  const refund = await refundCharge(payments.deps, refundOf(request), workAt(1));

  expect(refund.status).toBe('refunded');
  expect(payments.reached()).toEqual([`${request.id} captured`, `${request.id} refunded`]);
  expect(payments.takenCents()).toBe(0);
});

test('a pending charge that the provider never heard of is void, and stays so when it arrives there after all', async () => {
  const payments = fakePayments();
  payments.providerIs('deaf');
  await expect(takeCharge(payments.deps, request, workAt(0))).rejects.toMatchObject({ kind: 'timeout' });
  payments.providerIs('well');

  const refund = await refundCharge(payments.deps, refundOf(request), workAt(1));
  await payments.deps.provider.charge({ idempotencyKey: request.id, amountCents: 1_000 }, workAt(2));

  expect(refund.status).toBe('void');
  expect(payments.takenCents()).toBe(0);
});

test('a pending charge that the provider declined is void', async () => {
  const payments = fakePayments();
  payments.providerDeclines('card.declined');
  payments.providerIs('mute');
  await expect(takeCharge(payments.deps, request, workAt(0))).rejects.toMatchObject({ kind: 'timeout' });
  payments.providerIs('well');

  const refund = await refundCharge(payments.deps, refundOf(request), workAt(1));

  expect(refund.status).toBe('void');
  expect(payments.reached()).toEqual([`${request.id} void`]);
});

test.each(['deaf', 'mute'] as const)(
  'a refund that a %s provider leaves undone is finished by recovery',
  async (mood) => {
    const payments = fakePayments();
    await takeCharge(payments.deps, request, workAt(0));
    payments.providerIs(mood);
    const attempt = refundCharge(payments.deps, refundOf(request), workAt(1));
    await expect(attempt).rejects.toMatchObject({ code: 'payment.provider_timeout' });
    expect(payments.charge(request.id)).toMatchObject({ status: 'captured', closing: 'refund' });

    payments.providerIs('well');
    await recoverLater(payments, request.id, 5);

    expect(payments.charge(request.id)).toMatchObject({
      status: 'refunded',
      closing: null,
      unsettledSince: null,
    });
    expect(payments.reached()).toEqual([`${request.id} captured`, `${request.id} refunded`]);
    expect(payments.takenCents()).toBe(0);
  },
);

test('a gift card gets its balance back, once', async () => {
  const payments = fakePayments();
  const card = giftCardHash('CADEAU-0025');
  payments.giftCard(card, 2_500);
  const paid = requestOf({ amountCents: 2_000, means: { type: 'giftCard', giftCardCode: 'CADEAU-0025' } });
  await takeCharge(payments.deps, paid, workAt(0));

  const first = await refundCharge(payments.deps, refundOf(paid), workAt(1));
  await refundCharge(payments.deps, refundOf(paid), workAt(2));

  expect(first.status).toBe('refunded');
  expect(payments.balance(card)).toBe(2_500);
});

test('a payment nobody has paid yet is closed by its refund', async () => {
  const { id, reference } = request;
  const wanted = { id, reference, customerId: 'customer-1', amountCents: 1_000 };
  const payments = fakePayments(newPaymentRequest(wanted, workAt(0).now));

  const refund = await refundCharge(payments.deps, refundOf(request), workAt(1));

  expect(refund.status).toBe('void');
});

test('the refund of another sale’s charge is refused, and nothing is given back', async () => {
  const payments = fakePayments();
  await takeCharge(payments.deps, request, workAt(0));

  const attempt = refundCharge(payments.deps, { ...refundOf(request), reference: 'another-sale' }, workAt(1));

  await expect(attempt).rejects.toMatchObject({ kind: 'invalid', code: 'payment.mismatch' });
  expect(payments.takenCents()).toBe(1_000);
});
