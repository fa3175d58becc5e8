import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { waitUntil } from '@comptoir/test-kit';
import type { StartedPayment } from './payment-service.ts';
import { CARD, byCard, startPayment } from './payment-service.ts';

let bank: StartedPayment;
beforeAll(async () => {
  bank = await startPayment();
});
afterAll(() => bank.mesh.close());

const FAST = {
  CHARGE_RECOVERY_INTERVAL_MS: '50',
  CARD_PROVIDER_TIMEOUT_MS: '100',
  CHARGE_ABANDON_AFTER_MS: '400',
};

test('a replica that comes later finishes what others left: taken money is captured, the rest is void', async () => {
  const [taken, refused, never] = [byCard(CARD.chargesThenBreaks), byCard(CARD.babbles), byCard(CARD.hangs)];
  await Promise.all([bank.charge(taken), bank.charge(refused), bank.charge(never)]);
  const before = await Promise.all([taken, refused, never].map(({ id }) => bank.statusOf(id)));

  await bank.startReplica(FAST);
  await waitUntil(async () => (await bank.statusOf(taken.id)) === 'captured');
  await waitUntil(async () => (await bank.statusOf(refused.id)) === 'void');
  await waitUntil(async () => (await bank.statusOf(never.id)) === 'void');

  expect(before).toEqual(['pending', 'pending', 'pending']);
  expect(await bank.eventsOf(taken.id)).toEqual(['payment.captured.v1']);
  expect([await bank.eventsOf(refused.id), await bank.eventsOf(never.id)]).toEqual([[], []]);
  expect(await bank.metric('charges_pending')).toBe(0);
  // Closed at the provider too: what could still arrive there takes nothing.
  expect(await bank.atProvider(never.id)).toBe('void');
  expect(await bank.charge(never)).toMatchObject({ status: 409, body: { code: 'payment.closed' } });
});

test('the event of a recovered charge tells the trace and the person of the request that asked for it', async () => {
  const traceId = '0af7651916cd43dd8448eb211c80319c';
  const body = byCard(CARD.chargesThenBreaks);
  const as = { sub: '0193a1b0-0000-7000-8000-0000000000bb', role: 'clerk' } as const;
  const headers = { traceparent: `00-${traceId}-b7ad6b7169203331-01` };

  await bank.payment.call('POST', '/internal/charges', { from: 'sale', as, headers, body });
  await waitUntil(async () => (await bank.statusOf(body.id)) === 'captured');

  const [row] = await bank.database.query<{ envelope: string }>(
    `SELECT envelope FROM outbox WHERE JSON_VALUE(envelope, '$.subject') = ?`,
    [body.id],
  );
  expect(JSON.parse(row?.envelope ?? '{}')).toMatchObject({
    correlationid: traceId,
    traceparent: expect.stringContaining(traceId),
    actor: as.sub,
    actorrole: 'clerk',
    data: { paymentId: body.id, reference: body.reference, locationId: body.locationId, amountCents: 1_250 },
  });
});

test('a refund that was begun and not finished is finished', async () => {
  const body = byCard(CARD.approves);
  await bank.charge(body);
  // What a process leaves that dies between its promise to give back and the provider's answer.
  await bank.database
    .knex('charges')
    .where({ id: body.id })
    .update({ closing: 'refund', unsettled_since: new Date() });

  await waitUntil(async () => (await bank.statusOf(body.id)) === 'refunded');

  expect(await bank.atProvider(body.id)).toBe('refunded');
  expect(await bank.eventsOf(body.id)).toEqual(['payment.captured.v1', 'payment.refunded.v1']);
});
