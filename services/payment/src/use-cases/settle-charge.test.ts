import { expect, test } from '@jest/globals';
import { fakePayments } from './payment.fake.ts';
import { recoverLater, requestOf, workAt } from './payment.samples.ts';
import { settleCharge } from './settle-charge.ts';
import { takeCharge } from './take-charge.ts';

const request = requestOf({ amountCents: 1_000 });

/** A charge whose request ended without the provider's word. */
async function left(mood: 'deaf' | 'mute') {
  const payments = fakePayments();
  payments.providerIs(mood);
  await expect(takeCharge(payments.deps, request, workAt(0))).rejects.toMatchObject({ kind: 'timeout' });
  return payments;
}

test('what the provider took before we died is captured', async () => {
  const payments = await left('mute');
  payments.providerIs('well');

  const charge = await recoverLater(payments, request.id, 3);

  expect(charge).toMatchObject({ status: 'captured', authorization: `AUTH-${request.id}` });
  expect(payments.reached()).toEqual([`${request.id} captured`]);
  expect(payments.takenCents()).toBe(1_000);
});

test('settled twice from the same old row, it is told once', async () => {
  const payments = await left('mute');
  payments.providerIs('well');
  const old = payments.charge(request.id);
  if (old === undefined) throw new Error('the charge is gone');

  const first = await settleCharge(payments.deps, old, workAt(3));
  const second = await settleCharge(payments.deps, old, workAt(3));

  expect(first.status).toBe('captured');
  expect(second).toEqual(first);
  expect(payments.reached()).toEqual([`${request.id} captured`]);
});

test('a charge the provider has not heard of may still be on its way: it stays pending', async () => {
  const payments = await left('deaf');
  payments.providerIs('well');

  const charge = await recoverLater(payments, request.id, 14);

  expect(charge).toMatchObject({ status: 'pending', closing: null });
  expect(payments.atProvider(request.id)).toEqual({ status: 'unknown' });
});

test('one it has not heard of for long is closed there too, so that it can never be taken', async () => {
  const payments = await left('deaf');
  payments.providerIs('well');

  const charge = await recoverLater(payments, request.id, 15);

  expect(charge).toMatchObject({ status: 'void', unsettledSince: null });
  expect(payments.atProvider(request.id)).toEqual({ status: 'void' });
  expect(payments.reached()).toEqual([`${request.id} void`]);
});

test('a charge that reaches the provider while it is given up is given back', async () => {
  const payments = await left('deaf');
  payments.providerIs('well');
  const { provider } = payments.deps;
  payments.meanwhile(() => provider.charge({ idempotencyKey: request.id, amountCents: 1_000 }, workAt(20)));

  const charge = await recoverLater(payments, request.id, 20);

  expect(charge.status).toBe('void');
  expect(payments.atProvider(request.id)).toMatchObject({ status: 'refunded' });
  expect(payments.takenCents()).toBe(0);
});

test('a charge that was asked for again meanwhile is not given up', async () => {
  const payments = await left('deaf');
  const again = takeCharge(payments.deps, request, workAt(14));
  await expect(again).rejects.toMatchObject({ kind: 'timeout' });
  payments.providerIs('well');

  const charge = await recoverLater(payments, request.id, 16);

  expect(charge).toMatchObject({ status: 'pending', closing: null });
});

test('while the provider is silent, nothing changes', async () => {
  const payments = await left('mute');
  const before = payments.charge(request.id);

  await expect(recoverLater(payments, request.id, 60)).rejects.toMatchObject({
    code: 'payment.provider_timeout',
  });

  expect(payments.charge(request.id)).toEqual(before);
});
