import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { waitUntil } from '@comptoir/test-kit';
import { v7 as uuidv7 } from 'uuid';
import type { StartedPayment } from './payment-service.ts';
import { CARD, byCard, startPayment } from './payment-service.ts';

let bank: StartedPayment;
beforeAll(async () => {
  bank = await startPayment();
});
afterAll(() => bank.mesh.close());

describe('POST /internal/charges', () => {
  test.each([
    { card: CARD.approves, last4: '4242' },
    { card: '5555555555554444', last4: '4444' },
    { card: undefined, last4: '4242' },
  ])('takes the money of $card', async ({ card, last4 }) => {
    const body = byCard(card);

    const answer = await bank.charge(body);

    expect(answer).toMatchObject({
      status: 201,
      body: { id: body.id, status: 'captured', amountCents: 1_250, last4 },
    });
    expect(answer.body.authorization).toMatch(/^[0-9A-F]{6}$/);
    expect((await bank.find(body.id)).body).toEqual(answer.body);
    expect(await bank.eventsOf(body.id)).toEqual(['payment.captured.v1']);
  });

  test.each([
    { card: CARD.declines, reason: 'card.declined' },
    { card: CARD.isEmpty, reason: 'card.insufficient_funds' },
    { card: CARD.hasExpired, reason: 'card.expired' },
  ])('is declined with $reason, and again with the same id', async ({ card, reason }) => {
    const body = byCard(card);

    const answers = [await bank.charge(body), await bank.charge(body)];

    for (const answer of answers) {
      expect(answer).toMatchObject({
        status: 402,
        body: {
          code: 'payment.declined',
          errors: [{ pointer: '', message: expect.any(String), code: reason }],
        },
      });
    }
    expect((await bank.find(body.id)).status).toBe(404);
    expect(await bank.eventsOf(body.id)).toEqual(['payment.declined.v1']);
  });

  test('a card that hangs is given up in time, left pending, and nothing is charged', async () => {
    const body = byCard(CARD.hangs);
    const before = await bank.metric('payments_total{outcome="timeout"}');

    const answer = await bank.charge(body);

    expect(answer).toMatchObject({ status: 504, body: { code: 'payment.provider_timeout' } });
    expect([await bank.statusOf(body.id), await bank.atProvider(body.id)]).toEqual(['pending', undefined]);
    expect(await bank.metric('payments_total{outcome="timeout"}')).toBe(before + 1);
    expect(await bank.metric('charges_pending')).toBeGreaterThan(0);
    expect((await bank.find(body.id)).status).toBe(503);
  });

  test('garbage leaves the charge pending', async () => {
    const body = byCard(CARD.babbles);

    const answer = await bank.charge(body);

    expect(answer).toMatchObject({ status: 503, body: { code: 'payment.provider_timeout' } });
    expect(answer.headers.get('retry-after')).toBe('1');
    expect([await bank.statusOf(body.id), await bank.atProvider(body.id)]).toEqual(['pending', undefined]);
  });

  test('charged but not answered: the charge is pending, and whoever asks for it learns the truth', async () => {
    const body = byCard(CARD.chargesThenBreaks);

    const answer = await bank.charge(body);
    const left = await bank.statusOf(body.id);
    const found = await bank.find(body.id);

    expect(answer).toMatchObject({ status: 503, body: { code: 'payment.provider_timeout' } });
    expect(left).toBe('pending');
    expect(found).toMatchObject({
      status: 200,
      body: { status: 'captured', amountCents: 1_250, last4: '0341' },
    });
    expect(await bank.eventsOf(body.id)).toEqual(['payment.captured.v1']);
  });

  test('a slow card is given up, charges all the same, and the same id again finds it charged once', async () => {
    const body = byCard(CARD.thinks);

    const first = await bank.charge(body);
    await waitUntil(async () => (await bank.atProvider(body.id)) === 'captured');
    const again = await bank.find(body.id);

    expect(first).toMatchObject({ status: 504, body: { code: 'payment.provider_timeout' } });
    expect(again).toMatchObject({ status: 200, body: { status: 'captured' } });
    expect(await bank.eventsOf(body.id)).toEqual(['payment.captured.v1']);
  });

  test('a number whose check digit is wrong is 422, and nothing is kept of it', async () => {
    const body = byCard('4242424242424241');

    const answer = await bank.charge(body);

    expect(answer).toMatchObject({ status: 422, body: { code: 'card.invalid' } });
    expect(JSON.stringify(answer.body)).not.toContain('4242');
    expect(await bank.statusOf(body.id)).toBeUndefined();
  });

  test('twenty at once with one id: one capture, one event, twenty equal answers', async () => {
    const body = byCard(CARD.approves);
    const before = await bank.metric('payments_total{outcome="captured"}');

    const answers = await Promise.all(Array.from({ length: 20 }, () => bank.charge(body)));

    expect(answers.map(({ status }) => status)).toEqual(Array.from({ length: 20 }, () => 201));
    expect(new Set(answers.map(({ body: charge }) => JSON.stringify(charge))).size).toBe(1);
    expect(await bank.eventsOf(body.id)).toEqual(['payment.captured.v1']);
    expect(await bank.metric('payments_total{outcome="captured"}')).toBe(before + 1);
  });

  test('an id of another payment is refused, and only the first is taken', async () => {
    const body = byCard(CARD.approves);
    await bank.charge(body);

    const other = await bank.charge({ ...body, amountCents: 1 });

    expect(other).toMatchObject({ status: 422, body: { code: 'payment.mismatch' } });
    expect((await bank.find(body.id)).body.amountCents).toBe(1_250);
  });

  test('an order may charge too; people, strangers and other services may not', async () => {
    const body = byCard(CARD.approves);
    const clerk = { sub: uuidv7(), role: 'clerk' } as const;

    const order = await bank.charge(byCard(CARD.approves), { from: 'order' });
    const refused = [
      await bank.charge(body, {}),
      await bank.charge(body, { as: clerk }),
      await bank.charge(body, { from: 'cart' }),
    ];

    expect(order.status).toBe(201);
    expect(refused.map(({ status }) => status)).toEqual([401, 401, 403]);
    expect(await bank.statusOf(body.id)).toBeUndefined();
  });

  test('every problem is listed at once; what is not JSON is refused as such', async () => {
    const wrong = { ...byCard('12'), id: 'x', amountCents: 0, tip: 5 };
    const send = (options: object) =>
      bank.payment.call('POST', '/internal/charges', { from: 'sale', ...options });

    const invalid = await bank.charge(wrong);
    const malformed = await send({ rawBody: '{' });
    const otherType = await send({ rawBody: 'id=1', headers: { 'content-type': 'text/plain' } });

    expect(invalid).toMatchObject({ status: 422, body: { code: 'request.invalid' } });
    const pointers = invalid.body.errors.map(({ pointer }: { pointer: string }) => pointer);
    expect(pointers.toSorted()).toEqual(['/amountCents', '/id', '/means/cardNumber', '/tip']);
    expect([malformed.status, otherType.status]).toEqual([400, 415]);
  });
});

describe('GET /internal/charges/:id', () => {
  test('is 404 for an id never heard of, and 400 for what is no id', async () => {
    const unknown = await bank.find(uuidv7());
    const junk = await bank.find('junk');

    expect(unknown).toMatchObject({ status: 404, body: { code: 'payment.not_found' } });
    expect(junk.status).toBe(400);
  });

  test('is for services only', async () => {
    const path = `/internal/charges/${uuidv7()}`;
    const headOffice = { sub: uuidv7(), role: 'headOffice' } as const;

    expect((await bank.payment.call('GET', path)).status).toBe(401);
    expect((await bank.payment.call('GET', path, { as: headOffice })).status).toBe(401);
    expect((await bank.payment.call('GET', path, { from: 'stock' })).status).toBe(403);
  });
});

test('the breaker of the provider is watched like that of a service', async () => {
  expect(await bank.metric('circuit_breaker_state{dependency="card-provider"}')).toBe(0);
});
