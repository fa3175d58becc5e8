import { expect, test } from '@jest/globals';
import { isUnsettled, newPaymentRequest } from '../domain/charge.ts';
import { conclude } from './conclude.ts';
import { fakePayments } from './payment.fake.ts';
import { recoverLater, refundOf, requestOf, workAt } from './payment.samples.ts';
import { processPayment } from './process-payment.ts';
import { refundCharge } from './refund-charge.ts';

const { id, reference } = requestOf();
const actor = { sub: 'customer-1', role: 'customer' } as const;
const opened = newPaymentRequest(
  { id, reference, customerId: 'customer-1', amountCents: 4_200 },
  workAt(0).now,
);
const keyed = (key: string) => ({ owner: actor.sub, key, fingerprint: 'same' });
const processing = { id, cardNumber: '4242424242424242', actor };

test('a customer pays, and the same key gets the same answer', async () => {
  const payments = fakePayments(opened);

  const first = await processPayment(payments.deps, processing, keyed('a'), workAt(1));
  const again = await processPayment(payments.deps, processing, keyed('a'), workAt(2));

  expect(first).toMatchObject({
    status: 200,
    body: { id, status: 'captured', amountCents: 4_200, last4: '4242' },
  });
  expect(again.body).toEqual(JSON.parse(JSON.stringify(first.body)));
  expect(payments.takenCents()).toBe(4_200);
  expect(payments.reached()).toEqual([`${id} captured`]);
});

test('once paid, another key is told that the payment is closed', async () => {
  const payments = fakePayments(opened);
  await processPayment(payments.deps, processing, keyed('a'), workAt(1));

  const second = processPayment(payments.deps, processing, keyed('b'), workAt(2));

  await expect(second).rejects.toMatchObject({ kind: 'conflict', code: 'payment.closed' });
  expect(payments.key(keyed('b'))).toBeUndefined();
  expect(payments.takenCents()).toBe(4_200);
});

test('after a decline the same key is declined again, and another key is another try', async () => {
  const payments = fakePayments(opened);
  payments.providerDeclines('card.declined');
  const attempt = (key: string) => processPayment(payments.deps, processing, keyed(key), workAt(1));
  await expect(attempt('a')).rejects.toMatchObject({ code: 'payment.declined' });

  payments.providerDeclines('card.insufficient_funds');
  await expect(attempt('a')).rejects.toMatchObject({ details: [{ code: 'card.declined' }] });
  await expect(attempt('b')).rejects.toMatchObject({ details: [{ code: 'card.insufficient_funds' }] });

  expect(payments.charge(id)).toMatchObject({ status: 'declined', providerKey: 'attempt-3' });
  expect(payments.takenCents()).toBe(0);
});

test('somebody else’s payment is not there', async () => {
  const payments = fakePayments(opened);
  const stranger = { ...processing, actor: { sub: 'customer-2', role: 'customer' as const } };

  const attempt = processPayment(payments.deps, stranger, keyed('a'), workAt(1));

  await expect(attempt).rejects.toMatchObject({ kind: 'notFound', code: 'payment.not_found' });
  expect(payments.charge(id)).toEqual(opened);
});

test('while one try is undecided, another key must wait and the same key is still running', async () => {
  const payments = fakePayments(opened);
  payments.providerIs('deaf');
  const attempt = (key: string, seconds: number) =>
    processPayment(payments.deps, processing, keyed(key), workAt(seconds));
  await expect(attempt('a', 1)).rejects.toMatchObject({ code: 'payment.provider_timeout' });
  payments.providerIs('well');

  await expect(attempt('b', 2)).rejects.toMatchObject({ code: 'payment.in_progress', retryAfterSeconds: 1 });
  await expect(attempt('a', 2)).rejects.toMatchObject({ code: 'idempotency.in_progress' });
  payments.providerIs('deaf');
  await expect(attempt('a', 3)).rejects.toMatchObject({ code: 'idempotency.in_progress' });

  expect(payments.charge(id)).toMatchObject({ status: 'pending', providerKey: 'attempt-1' });
});

test('a try that was charged and not heard is found by its own key, and charged once', async () => {
  const payments = fakePayments(opened);
  payments.providerIs('mute');
  const attempt = () => processPayment(payments.deps, processing, keyed('a'), workAt(1));
  await expect(attempt()).rejects.toMatchObject({ code: 'payment.provider_timeout' });

  payments.providerIs('well');
  const answer = await attempt();

  expect(answer).toMatchObject({ status: 200, body: { status: 'captured' } });
  expect(payments.takenCents()).toBe(4_200);
  expect(payments.reached()).toEqual([`${id} captured`]);
});

test('a try the provider never heard of is given up, and the customer may try again with the same key', async () => {
  const payments = fakePayments(opened);
  payments.providerIs('deaf');
  const attempt = (seconds: number) => processPayment(payments.deps, processing, keyed('a'), workAt(seconds));
  await expect(attempt(1)).rejects.toMatchObject({ code: 'payment.provider_timeout' });
  payments.providerIs('well');

  const givenUp = await recoverLater(payments, id, 20);
  const answer = await attempt(21);

  expect(givenUp).toMatchObject({ status: 'requested', providerKey: null, last4: null });
  expect(payments.atProvider('attempt-1')).toEqual({ status: 'void' });
  expect(answer.status).toBe(200);
  expect(payments.takenCents()).toBe(4_200);
});

test('the answer of a given-up try does not disturb the next one', async () => {
  const payments = fakePayments(opened);
  payments.providerIs('deaf');
  const attempt = (key: string, seconds: number) =>
    processPayment(payments.deps, processing, keyed(key), workAt(seconds));
  await expect(attempt('a', 1)).rejects.toMatchObject({ kind: 'timeout' });
  const first = payments.charge(id);
  payments.providerIs('well');
  await recoverLater(payments, id, 20);
  payments.providerIs('deaf');
  await expect(attempt('b', 21)).rejects.toMatchObject({ kind: 'timeout' });
  const second = payments.charge(id);

  if (first === undefined || !isUnsettled(first)) throw new Error('the first try is settled');
  await conclude(payments.deps, first, { status: 'void' }, workAt(22));

  expect(second).toMatchObject({ status: 'pending', providerKey: 'attempt-2' });
  expect(payments.charge(id)).toEqual(second);
});

test('a payment that is called off while it is being paid is given back', async () => {
  const payments = fakePayments(opened);
  payments.meanwhile(() => refundCharge(payments.deps, refundOf({ id, reference }), workAt(1)));

  const attempt = processPayment(payments.deps, processing, keyed('a'), workAt(1));

  await expect(attempt).rejects.toMatchObject({ code: 'payment.closed' });
  expect(payments.charge(id)).toMatchObject({ status: 'refunded' });
  expect(payments.takenCents()).toBe(0);
});
