import { expect, test } from '@jest/globals';
import { giftCardHash } from '../domain/gift-card.ts';
import { fakePayments } from './payment.fake.ts';
import { recoverLater, refundOf, requestOf, workAt } from './payment.samples.ts';
import { refundCharge } from './refund-charge.ts';
import { takeCharge } from './take-charge.ts';

test('a charge is taken once, under its own id', async () => {
  const payments = fakePayments();
  const request = requestOf({ amountCents: 1_250 });

  const charge = await takeCharge(payments.deps, request, workAt(0));

  expect(charge).toMatchObject({ id: request.id, status: 'captured', amountCents: 1_250, last4: '4242' });
  expect(payments.charge(request.id)).toEqual(charge);
  expect(payments.reached()).toEqual([`${request.id} captured`]);
  expect(payments.takenCents()).toBe(1_250);
});

test('the same id again is the same charge: nothing more is taken or told', async () => {
  const payments = fakePayments();
  const request = requestOf({ amountCents: 1_250 });
  const first = await takeCharge(payments.deps, request, workAt(0));

  const again = await takeCharge(payments.deps, request, workAt(1));

  expect(again).toEqual(first);
  expect(payments.reached()).toHaveLength(1);
  expect(payments.takenCents()).toBe(1_250);
});

test('the charge is on disk as pending before the provider is asked', async () => {
  const payments = fakePayments();
  const request = requestOf();
  let seen: string | undefined;
  payments.meanwhile(() => Promise.resolve((seen = payments.charge(request.id)?.status)));

  await takeCharge(payments.deps, request, workAt(0));

  expect(seen).toBe('pending');
});

test('a declined charge stays declined, with the provider’s reason', async () => {
  const payments = fakePayments();
  const request = requestOf();
  payments.providerDeclines('card.expired');
  const refusal = { kind: 'paymentRequired', code: 'payment.declined', details: [{ code: 'card.expired' }] };

  await expect(takeCharge(payments.deps, request, workAt(0))).rejects.toMatchObject(refusal);
  await expect(takeCharge(payments.deps, request, workAt(1))).rejects.toMatchObject(refusal);

  expect(payments.charge(request.id)).toMatchObject({ status: 'declined', unsettledSince: null });
  expect(payments.reached()).toEqual([`${request.id} declined`]);
});

test('when the provider charges and is not heard, asking again finds the money taken once', async () => {
  const payments = fakePayments();
  const request = requestOf({ amountCents: 900 });
  payments.providerIs('mute');
  await expect(takeCharge(payments.deps, request, workAt(0))).rejects.toMatchObject({
    code: 'payment.provider_timeout',
  });
  const left = payments.charge(request.id);

  payments.providerIs('well');
  const charge = await takeCharge(payments.deps, request, workAt(3));

  expect(left).toMatchObject({ status: 'pending', unsettledSince: workAt(0).now });
  expect(charge.status).toBe('captured');
  expect(payments.takenCents()).toBe(900);
  expect(payments.reached()).toEqual([`${request.id} captured`]);
});

test('an id of another payment is refused, and nothing is taken for it', async () => {
  const payments = fakePayments();
  const request = requestOf({ amountCents: 900 });
  await takeCharge(payments.deps, request, workAt(0));

  const other = takeCharge(payments.deps, { ...request, amountCents: 901 }, workAt(1));

  await expect(other).rejects.toMatchObject({ kind: 'invalid', code: 'payment.mismatch' });
  expect(payments.takenCents()).toBe(900);
});

test('a number whose check digit is wrong is refused before anything is written', async () => {
  const payments = fakePayments();
  const request = requestOf({ means: { type: 'card', cardNumber: '4242424242424241' } });

  await expect(takeCharge(payments.deps, request, workAt(0))).rejects.toMatchObject({ code: 'card.invalid' });

  expect(payments.charge(request.id)).toBeUndefined();
  expect(payments.atProvider(request.id)).toEqual({ status: 'unknown' });
});

test('a refund that overtakes the provider’s answer wins: the charge is closed and the money is back', async () => {
  const payments = fakePayments();
  const request = requestOf({ amountCents: 900 });
  payments.meanwhile(() => refundCharge(payments.deps, refundOf(request), workAt(1)));

  const attempt = takeCharge(payments.deps, request, workAt(0));

  await expect(attempt).rejects.toMatchObject({ kind: 'conflict', code: 'payment.closed' });
  expect(payments.charge(request.id)).toMatchObject({ status: 'refunded', unsettledSince: null });
  expect(payments.reached()).toEqual([`${request.id} captured`, `${request.id} refunded`]);
  expect(payments.takenCents()).toBe(0);
});

test('a charge given up by recovery is not taken by the request that comes late', async () => {
  const payments = fakePayments();
  const request = requestOf();
  payments.providerIs('deaf');
  await expect(takeCharge(payments.deps, request, workAt(0))).rejects.toMatchObject({ kind: 'timeout' });
  payments.providerIs('well');
  await recoverLater(payments, request.id, 20);

  const late = takeCharge(payments.deps, request, workAt(21));

  await expect(late).rejects.toMatchObject({ code: 'payment.closed' });
  expect(payments.takenCents()).toBe(0);
});

test('a gift card pays from its balance, and the same id pays once', async () => {
  const payments = fakePayments();
  payments.giftCard(giftCardHash('CADEAU-0025'), 2_500);
  const request = requestOf({ amountCents: 1_000, means: { type: 'giftCard', giftCardCode: 'CADEAU-0025' } });

  const charge = await takeCharge(payments.deps, request, workAt(0));
  const again = await takeCharge(payments.deps, request, workAt(1));

  expect(charge).toMatchObject({ status: 'captured', means: 'giftCard', last4: '0025' });
  expect(again).toEqual(charge);
  expect(payments.balance(giftCardHash('CADEAU-0025'))).toBe(1_500);
  expect(JSON.stringify(payments.charge(request.id))).not.toContain('CADEAU');
});

test.each([
  { balance: 999, reason: 'giftcard.insufficient' },
  { balance: undefined, reason: 'giftcard.unknown' },
])('a gift card that cannot pay is declined: $reason', async ({ balance, reason }) => {
  const payments = fakePayments();
  if (balance !== undefined) payments.giftCard(giftCardHash('CADEAU-0009'), balance);
  const request = requestOf({ amountCents: 1_000, means: { type: 'giftCard', giftCardCode: 'CADEAU-0009' } });

  const attempt = takeCharge(payments.deps, request, workAt(0));

  await expect(attempt).rejects.toMatchObject({ code: 'payment.declined', details: [{ code: reason }] });
  expect(payments.charge(request.id)).toMatchObject({ status: 'declined', declineCode: reason });
  expect(payments.balance(giftCardHash('CADEAU-0009'))).toBe(balance);
});
