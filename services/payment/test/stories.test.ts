import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { v7 as uuidv7 } from 'uuid';
import type { StartedPayment } from './payment-service.ts';
import { CARD, byCard, newCustomer, startPayment } from './payment-service.ts';

let bank: StartedPayment;
beforeAll(async () => {
  bank = await startPayment();
});
afterAll(() => bank.mesh.close());

const story = (reference: string) =>
  bank.payment.call('GET', `/internal/stories/${reference}`, { from: 'operations' });

test('every charge of a sale, what became of it, and what was told of that', async () => {
  const reference = uuidv7();
  const declined = { ...byCard(CARD.declines), reference };
  const taken = { ...byCard(CARD.approves, 990), reference };
  await bank.charge(declined);
  await bank.charge(taken);
  await bank.refund(taken.id, reference);
  await bank.charge(byCard(CARD.approves));

  const { status, body } = await story(reference);

  expect(status).toBe(200);
  expect(body.charges).toMatchObject([
    { id: declined.id, status: 'declined', declineCode: 'card.declined' },
    { id: taken.id, status: 'refunded', amountCents: 990, refundReason: 'walked back' },
  ]);
  expect(
    body.events.items.map(({ type, subject }: { type: string; subject: string }) => [type, subject]),
  ).toEqual([
    ['payment.declined.v1', declined.id],
    ['payment.captured.v1', taken.id],
    ['payment.refunded.v1', taken.id],
  ]);
  expect(JSON.stringify(body)).not.toContain(CARD.approves);
});

test('a sale paid in cash has no charges; only operations may ask', async () => {
  const path = `/internal/stories/${uuidv7()}`;

  const unknown = await story(uuidv7());
  const refused = [
    await bank.payment.call('GET', path),
    await bank.payment.call('GET', path, { as: newCustomer() }),
    await bank.payment.call('GET', path, { from: 'sale' }),
  ];

  expect(unknown).toMatchObject({ status: 200, body: { charges: [], events: { items: [] } } });
  expect(refused.map(({ status }) => status)).toEqual([401, 401, 403]);
  expect((await story('x')).status).toBe(400);
});
