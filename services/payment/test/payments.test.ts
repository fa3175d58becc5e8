import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { waitUntil } from '@comptoir/test-kit';
import { v7 as uuidv7 } from 'uuid';
import { TEST_CARDS, describeTestCards } from '../src/clients/simulated-cards.ts';
import { assertCardNumber } from '../src/domain/card-number.ts';
import type { StartedPayment } from './payment-service.ts';
import { CARD, FOLDER, byCard, newCustomer, startPayment } from './payment-service.ts';

let bank: StartedPayment;
beforeAll(async () => {
  bank = await startPayment({
    CARD_PROVIDER_TIMEOUT_MS: '1000',
    CHARGE_RECOVERY_INTERVAL_MS: '100',
    CHARGE_ABANDON_AFTER_MS: '1500',
  });
});
afterAll(() => bank.mesh.close());

const headOffice = { sub: uuidv7(), role: 'headOffice' } as const;
const clerk = { sub: uuidv7(), role: 'clerk' } as const;
const see = (id: string, as: typeof headOffice | ReturnType<typeof newCustomer>) =>
  bank.payment.call('GET', `/api/payments/${id}`, { as });

describe('POST /internal/payment-requests', () => {
  const ask = (body: object, from: 'order' | 'sale' = 'order') =>
    bank.payment.call('POST', '/internal/payment-requests', { from, body });

  test('waits for the customer; the same id again is the same payment', async () => {
    const body = { id: uuidv7(), reference: uuidv7(), customerId: uuidv7(), amountCents: 4_200 };

    const first = await ask(body);
    const again = await ask(body);

    expect(first).toMatchObject({
      status: 201,
      body: { id: body.id, status: 'requested', amountCents: 4_200 },
    });
    expect(again.body).toEqual(first.body);
  });

  test('another amount under a known id is refused, and so is an id that was called off', async () => {
    const body = { id: uuidv7(), reference: uuidv7(), customerId: uuidv7(), amountCents: 4_200 };
    await ask(body);

    const other = await ask({ ...body, amountCents: 1 });
    await bank.refund(body.id, body.reference, { from: 'order' });
    const closed = await ask(body);

    expect(other).toMatchObject({ status: 422, body: { code: 'payment.mismatch' } });
    expect(closed).toMatchObject({ status: 409, body: { code: 'payment.closed' } });
  });

  test('is for the service order only', async () => {
    const body = { id: uuidv7(), reference: uuidv7(), customerId: uuidv7(), amountCents: 4_200 };

    expect((await ask(body, 'sale')).status).toBe(403);
    expect((await bank.payment.call('POST', '/internal/payment-requests', { body })).status).toBe(401);
    expect((await ask({ ...body, amountCents: 0, currency: 'CAD' })).body.errors).toHaveLength(2);
    expect(await bank.statusOf(body.id)).toBeUndefined();
  });
});

describe('POST /api/payments/:id/process', () => {
  test('pays, and the same key gets the stored answer', async () => {
    const customer = newCustomer();
    const id = await bank.request(customer);
    const key = uuidv7();

    const first = await bank.process(id, customer, CARD.approves, key);
    const again = await bank.process(id, customer, CARD.approves, key);

    expect(first).toMatchObject({
      status: 200,
      body: { id, status: 'captured', means: 'card', last4: '4242' },
    });
    expect([again.status, again.headers.get('idempotency-replayed')]).toEqual([200, 'true']);
    expect(again.body).toEqual(first.body);
    expect(await bank.eventsOf(id)).toEqual(['payment.captured.v1']);
  });

  test('fifty at once with one key pay once', async () => {
    const customer = newCustomer();
    const id = await bank.request(customer);
    const key = uuidv7();

    const answers = await Promise.all(
      Array.from({ length: 50 }, () => bank.process(id, customer, CARD.approves, key)),
    );

    expect(answers.filter(({ status }) => ![200, 409].includes(status))).toEqual([]);
    expect(answers.some(({ status }) => status === 200)).toBe(true);
    expect(await bank.eventsOf(id)).toEqual(['payment.captured.v1']);
  });

  test('twenty at once with keys of their own pay once', async () => {
    const customer = newCustomer();
    const id = await bank.request(customer);

    const answers = await Promise.all(
      Array.from({ length: 20 }, () => bank.process(id, customer, CARD.approves)),
    );

    expect(answers.filter(({ status }) => status === 200)).toHaveLength(1);
    expect(answers.filter(({ status }) => status === 409)).toHaveLength(19);
    expect(await bank.eventsOf(id)).toEqual(['payment.captured.v1']);
  });

  test('a decline is kept for its key; another key is another try; once paid it is closed', async () => {
    const customer = newCustomer();
    const id = await bank.request(customer);
    const key = uuidv7();

    const declined = await bank.process(id, customer, CARD.isEmpty, key);
    const same = await bank.process(id, customer, CARD.isEmpty, key);
    const mismatch = await bank.process(id, customer, CARD.approves, key);
    const other = await bank.process(id, customer, CARD.approves);
    const late = await bank.process(id, customer, CARD.approves);

    const refusal = { code: 'payment.declined', errors: [{ code: 'card.insufficient_funds' }] };
    expect(declined).toMatchObject({ status: 402, body: refusal });
    expect(same).toMatchObject({ status: 402, body: refusal });
    expect(same.headers.get('idempotency-replayed')).toBe('true');
    expect(mismatch).toMatchObject({ status: 422, body: { code: 'idempotency.mismatch' } });
    expect(other.status).toBe(200);
    expect(late).toMatchObject({ status: 409, body: { code: 'payment.closed' } });
    expect(await bank.eventsOf(id)).toEqual(['payment.declined.v1', 'payment.captured.v1']);
  });

  test('charged but not answered: the same key finds out, and pays once', async () => {
    const customer = newCustomer();
    const id = await bank.request(customer);
    const key = uuidv7();

    const lost = await bank.process(id, customer, CARD.chargesThenBreaks, key);
    const found = await bank.process(id, customer, CARD.chargesThenBreaks, key);

    expect(lost).toMatchObject({ status: 503, body: { code: 'payment.provider_timeout' } });
    expect(found).toMatchObject({ status: 200, body: { status: 'captured' } });
    expect(await bank.eventsOf(id)).toEqual(['payment.captured.v1']);
  });

  test('a try that hangs is given up after a while, and the customer pays with another card', async () => {
    const customer = newCustomer();
    const id = await bank.request(customer);

    const hung = await bank.process(id, customer, CARD.hangs);
    const tooSoon = await bank.process(id, customer, CARD.approves);
    await waitUntil(async () => (await bank.statusOf(id)) === 'requested');
    const paid = await bank.process(id, customer, CARD.approves);

    expect(hung.status).toBe(504);
    expect(tooSoon).toMatchObject({ status: 409, body: { code: 'payment.in_progress' } });
    expect(paid).toMatchObject({ status: 200, body: { last4: '4242' } });
  });

  test('called off: nobody can pay any more', async () => {
    const customer = newCustomer();
    const body = { id: uuidv7(), reference: uuidv7(), customerId: customer.sub, amountCents: 100 };
    await bank.payment.call('POST', '/internal/payment-requests', { from: 'order', body });

    const refund = await bank.refund(body.id, body.reference, { from: 'order' });
    const late = await bank.process(body.id, customer, CARD.approves);

    expect(refund.body.status).toBe('void');
    expect(late).toMatchObject({ status: 409, body: { code: 'payment.closed' } });
  });

  test('is for the customer whose payment it is', async () => {
    const customer = newCustomer();
    const id = await bank.request(customer);
    const path = `/api/payments/${id}/process`;

    const stranger = await bank.process(id, newCustomer(), CARD.approves);
    const nobody = await bank.payment.call('POST', path, {
      idempotencyKey: 'k',
      body: { cardNumber: CARD.approves },
    });
    const staff = await bank.payment.call('POST', path, {
      as: clerk,
      idempotencyKey: 'k',
      body: { cardNumber: CARD.approves },
    });
    const unknown = await bank.process(uuidv7(), customer, CARD.approves);

    expect(stranger).toMatchObject({ status: 404, body: { code: 'payment.not_found' } });
    expect(unknown.body.code).toBe('payment.not_found');
    expect([nobody.status, staff.status]).toEqual([401, 403]);
    expect(await bank.statusOf(id)).toBe('requested');
  });

  test('asks for a key, a card number and nothing else', async () => {
    const as = newCustomer();
    const id = await bank.request(as);
    const send = (options: object) =>
      bank.payment.call('POST', `/api/payments/${id}/process`, { as, ...options });

    const keyless = await send({ body: { cardNumber: CARD.approves } });
    const invalid = await send({ idempotencyKey: 'k', body: { cardNumber: 'abc', amountCents: 1 } });
    const malformed = await send({ idempotencyKey: 'k', rawBody: '{"cardNumber":' });
    const otherType = await send({
      idempotencyKey: 'k',
      rawBody: '1',
      headers: { 'content-type': 'text/plain' },
    });
    const mistyped = await bank.process(id, as, '4242424242424241');

    expect(keyless).toMatchObject({ status: 400, body: { code: 'idempotency.required' } });
    expect(invalid).toMatchObject({ status: 422, body: { code: 'request.invalid' } });
    expect(invalid.body.errors).toHaveLength(2);
    expect([malformed.status, otherType.status]).toEqual([400, 415]);
    expect(mistyped).toMatchObject({ status: 422, body: { code: 'card.invalid' } });
    expect(await bank.statusOf(id)).toBe('requested');
  });
});

describe('GET /api/payments/:id', () => {
  test('is for the customer and the head office', async () => {
    const customer = newCustomer();
    const id = await bank.request(customer);

    const own = await see(id, customer);
    const watched = await see(id, headOffice);

    expect(own).toMatchObject({ status: 200, body: { id, status: 'requested', means: null, last4: null } });
    expect(watched.body).toEqual(own.body);
    expect((await see(id, newCustomer())).status).toBe(404);
    expect((await bank.payment.call('GET', `/api/payments/${id}`)).status).toBe(401);
    expect((await bank.payment.call('GET', `/api/payments/${id}`, { as: clerk })).status).toBe(403);
    expect((await see(uuidv7(), headOffice)).status).toBe(404);
  });

  test('the head office sees what became of a till’s charge too; a customer does not', async () => {
    const body = byCard(CARD.hasExpired);
    await bank.charge(body);

    const seen = await see(body.id, headOffice);

    expect(seen.body).toMatchObject({ status: 'declined', declineCode: 'card.expired', last4: '0069' });
    expect((await see(body.id, newCustomer())).status).toBe(404);
  });
});

test('README and OpenAPI show every test number, and each is a number a form would take', async () => {
  const { body } = await bank.payment.call('GET', '/openapi.json');
  // Prettier pads the cells of a table.
  const readme = readFileSync(join(FOLDER, 'README.md'), 'utf8').replaceAll(/ +/g, ' ');

  const operation = body.paths['/api/payments/{id}/process'].post;
  const { description } = operation.requestBody.content['application/json'].schema.properties.cardNumber;
  expect(description).toBe(describeTestCards());
  for (const { number, meaning } of TEST_CARDS) {
    assertCardNumber(number);
    expect(readme).toContain(`| ${number} | ${meaning}`);
  }
  expect(TEST_CARDS.map(({ number }) => number).toSorted()).toEqual(Object.values(CARD).toSorted());
});
