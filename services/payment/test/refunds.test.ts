import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { waitUntil } from '@comptoir/test-kit';
import { v7 as uuidv7 } from 'uuid';
import type { StartedPayment } from './payment-service.ts';
import { CARD, byCard, byGiftCard, newCustomer, startPayment } from './payment-service.ts';

let bank: StartedPayment;
beforeAll(async () => {
  bank = await startPayment();
});
afterAll(() => bank.mesh.close());

describe('PUT /internal/charges/:id/refund', () => {
  test('gives all of it back, once, however often it is asked', async () => {
    const { id, reference, ...rest } = byCard(CARD.approves, 990);
    await bank.charge({ id, reference, ...rest });

    const first = await bank.refund(id, reference);
    const more = await Promise.all(Array.from({ length: 10 }, () => bank.refund(id, reference)));

    expect(first).toMatchObject({ status: 200, body: { id, status: 'refunded', amountCents: 990 } });
    for (const { status, body } of more) expect([status, body]).toEqual([200, first.body]);
    expect((await bank.find(id)).body.status).toBe('refunded');
    expect(await bank.atProvider(id)).toBe('refunded');
    expect(await bank.eventsOf(id)).toEqual(['payment.captured.v1', 'payment.refunded.v1']);
  });

  test('ten at once for one captured charge give it back once', async () => {
    const body = byCard(CARD.approves);
    await bank.charge(body);

    const answers = await Promise.all(Array.from({ length: 10 }, () => bank.refund(body.id, body.reference)));

    expect(answers.map((answer) => answer.body.status)).toEqual(Array.from({ length: 10 }, () => 'refunded'));
    expect(await bank.eventsOf(body.id)).toEqual(['payment.captured.v1', 'payment.refunded.v1']);
  });

  test('a charge that comes after its refund finds the id closed', async () => {
    const body = byCard(CARD.approves);

    const refund = await bank.refund(body.id, body.reference);
    const late = await bank.charge(body);

    expect(refund).toMatchObject({ status: 200, body: { status: 'void', amountCents: 0 } });
    expect(late).toMatchObject({ status: 409, body: { code: 'payment.closed' } });
    expect(await bank.atProvider(body.id)).toBeUndefined();
    expect((await bank.find(body.id)).status).toBe(404);
  });

  test('charge and refund of one id at the same moment leave no money taken', async () => {
    const bodies = Array.from({ length: 15 }, () => byCard(CARD.approves));

    const answers = await Promise.all(
      bodies.flatMap((body) => [bank.charge(body), bank.refund(body.id, body.reference)]),
    );

    expect(answers.filter(({ status }) => ![200, 201, 409].includes(status))).toEqual([]);
    const taken = await bank.database.query<{ id: string }>(
      `SELECT idempotency_key AS id FROM simulated_provider_charges WHERE status = 'captured'`,
      [],
    );
    const ids = new Set(bodies.map(({ id }) => id));
    expect(taken.filter(({ id }) => ids.has(id))).toEqual([]);
  });

  test('charged but not answered: the money is found at the provider and given back', async () => {
    const body = byCard(CARD.chargesThenBreaks);
    await bank.charge(body);

    const refund = await bank.refund(body.id, body.reference);

    expect(refund).toMatchObject({ status: 200, body: { status: 'refunded', amountCents: 1_250 } });
    expect(await bank.atProvider(body.id)).toBe('refunded');
    expect(await bank.eventsOf(body.id)).toEqual(['payment.captured.v1', 'payment.refunded.v1']);
  });

  test.each([
    { name: 'hangs', card: CARD.hangs },
    { name: 'babbles', card: CARD.babbles },
    { name: 'declines', card: CARD.declines },
  ])('a card that $name took nothing: its charge is void', async ({ card }) => {
    const body = byCard(card);
    await bank.charge(body);

    const refund = await bank.refund(body.id, body.reference);

    expect(refund).toMatchObject({ status: 200, body: { status: 'void', amountCents: 0 } });
    expect((await bank.charge(body)).body.code).toBe('payment.closed');
  });

  test('a slow card that is refunded before it answers never charges', async () => {
    const body = byCard(CARD.thinks);
    const later = byCard(CARD.thinks);
    await bank.charge(body);

    const refund = await bank.refund(body.id, body.reference);
    await bank.charge(later);
    await waitUntil(async () => (await bank.atProvider(later.id)) === 'captured');

    expect(refund.body.status).toBe('void');
    // The provider has thought about the first one to the end too, for it began with it earlier.
    expect(await bank.atProvider(body.id)).toBe('void');
  });

  test('of another sale is refused, and nothing is given back', async () => {
    const body = byCard(CARD.approves);
    await bank.charge(body);

    const refund = await bank.refund(body.id, uuidv7());

    expect(refund).toMatchObject({ status: 422, body: { code: 'payment.mismatch' } });
    expect(await bank.atProvider(body.id)).toBe('captured');
  });

  test('is for the services that charge, with a reason and nothing else', async () => {
    const { id, reference } = byCard();
    const path = `/internal/charges/${id}/refund`;

    const refused = [
      await bank.refund(id, reference, {}),
      await bank.refund(id, reference, { as: newCustomer() }),
      await bank.refund(id, reference, { from: 'mesh' }),
    ];
    const invalid = await bank.payment.call('PUT', path, {
      from: 'sale',
      body: { reference: 'x', amountCents: 5 },
    });

    expect(refused.map(({ status }) => status)).toEqual([401, 401, 403]);
    expect(invalid.status).toBe(422);
    expect(invalid.body.errors).toHaveLength(3);
    expect(await bank.statusOf(id)).toBeUndefined();
  });
});

test('the books balance: what we captured and did not give back is what the provider and the gift cards hold', async () => {
  const code = await bank.giftCard(3_000);
  const cards = Object.values(CARD);
  const bodies = Array.from({ length: 40 }, (_, i) =>
    i % 5 === 0 ? byGiftCard(code, 700) : byCard(cards[i % cards.length], 100 + i),
  );
  const refunded = bodies.filter((_, i) => i % 3 === 0);

  await Promise.all([
    ...bodies.map((body) => bank.charge(body)),
    ...refunded.map((body) => bank.refund(body.id, body.reference)),
  ]);
  for (const { id } of bodies) await bank.find(id);

  const sum = async (sql: string) =>
    Number((await bank.database.query<{ cents: string | null }>(sql, []))[0]?.cents);
  const told = (type: string) =>
    sum(
      `SELECT COALESCE(SUM(JSON_VALUE(envelope, '$.data.amountCents')), 0) AS cents FROM outbox WHERE type = '${type}'`,
    );
  const captured = await sum(`SELECT SUM(amount_cents) AS cents FROM charges WHERE status = 'captured'`);
  const atProvider = await sum(
    `SELECT SUM(amount_cents) AS cents FROM simulated_provider_charges p WHERE status = 'captured'
     AND NOT EXISTS (SELECT 1 FROM charges WHERE provider_key = p.idempotency_key AND status = 'pending')`,
  );
  const left = await sum(`SELECT SUM(balance_cents) AS cents FROM gift_cards`);
  const opened = 3_000;
  expect(captured).toBeGreaterThan(0);
  expect((await told('payment.captured.v1')) - (await told('payment.refunded.v1'))).toBe(captured);
  expect(atProvider + opened - left).toBe(captured);
});
