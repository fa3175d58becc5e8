import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { v7 as uuidv7 } from 'uuid';
import { giftCardHash } from '../src/domain/gift-card.ts';
import type { StartedPayment } from './payment-service.ts';
import { byGiftCard, startPayment } from './payment-service.ts';

let bank: StartedPayment;
beforeAll(async () => {
  bank = await startPayment();
});
afterAll(() => bank.mesh.close());

const put = (giftCards: object[], from: 'mesh' | 'sale' = 'mesh') =>
  bank.payment.call('PUT', '/internal/gift-cards', { from, body: { giftCards } });

async function balanceOf(code: string) {
  const sql = 'SELECT balance_cents AS cents FROM gift_cards WHERE code_hash = ?';
  const [card] = await bank.database.query<{ cents: number }>(sql, [giftCardHash(code)]);
  return card?.cents;
}

describe('PUT /internal/gift-cards', () => {
  test('opens new cards and leaves known balances alone', async () => {
    const known = await bank.giftCard(500);

    const answer = await put([
      { code: known, balanceCents: 9_999 },
      { code: 'CADEAU-0025', balanceCents: 2_500 },
    ]);

    expect(answer.status).toBe(200);
    expect(answer.body.items).toEqual([
      { code: known, outcome: 'exists' },
      { code: 'CADEAU-0025', outcome: 'created' },
    ]);
    expect([await balanceOf(known), await balanceOf('CADEAU-0025')]).toEqual([500, 2_500]);
  });

  test('lists every problem, and takes none of the cards then', async () => {
    const answer = await put([
      { code: 'CADEAU-9999', balanceCents: 1 },
      { code: 'short', balanceCents: -1, owner: 'me' },
    ]);

    expect(answer.status).toBe(422);
    const pointers = answer.body.errors.map(({ pointer }: { pointer: string }) => pointer);
    expect(pointers.toSorted()).toEqual([
      '/giftCards/1/balanceCents',
      '/giftCards/1/code',
      '/giftCards/1/owner',
    ]);
    expect(await balanceOf('CADEAU-9999')).toBeUndefined();
  });

  test('is for the mesh command only, and for no more than 500 cards', async () => {
    const cards = Array.from({ length: 501 }, (_, i) => ({ code: `BULK-${1_000 + i}`, balanceCents: 1 }));
    const manager = { sub: uuidv7(), role: 'manager' } as const;
    const body = { giftCards: [{ code: 'CADEAU-8888', balanceCents: 1 }] };

    expect((await put(body.giftCards, 'sale')).status).toBe(403);
    expect((await bank.payment.call('PUT', '/internal/gift-cards', { body })).status).toBe(401);
    expect((await bank.payment.call('PUT', '/internal/gift-cards', { as: manager, body })).status).toBe(401);
    expect((await put(cards)).status).toBe(422);
    expect(await balanceOf('CADEAU-8888')).toBeUndefined();
  });
});

describe('paying with a gift card', () => {
  test('twenty buyers share one balance: it is spent to the last cent that fits, and never below 0', async () => {
    const code = await bank.giftCard(1_000);

    const answers = await Promise.all(Array.from({ length: 20 }, () => bank.charge(byGiftCard(code, 150))));

    const paid = answers.filter(({ status }) => status === 201);
    const declined = answers.filter(({ body }) => body.errors?.[0]?.code === 'giftcard.insufficient');
    expect([paid.length, declined.length]).toEqual([6, 14]);
    expect(await balanceOf(code)).toBe(100);
  });

  test('twenty at once with one id take the amount once', async () => {
    const code = await bank.giftCard(1_000);
    const body = byGiftCard(code, 300);

    const answers = await Promise.all(Array.from({ length: 20 }, () => bank.charge(body)));

    expect(answers.map(({ status }) => status)).toEqual(Array.from({ length: 20 }, () => 201));
    expect(await balanceOf(code)).toBe(700);
    expect(await bank.eventsOf(body.id)).toEqual(['payment.captured.v1']);
  });

  test('a refund puts the amount back on the card, once', async () => {
    const code = await bank.giftCard(1_000);
    const body = byGiftCard(code, 400);
    const charge = await bank.charge(body);

    const refunds = await Promise.all([1, 2, 3].map(() => bank.refund(body.id, body.reference)));

    expect(charge.body).toMatchObject({
      last4: code.slice(-4),
      authorization: expect.stringMatching(/^GIFT-/),
    });
    expect(refunds.map((refund) => refund.body.status)).toEqual(['refunded', 'refunded', 'refunded']);
    expect(await balanceOf(code)).toBe(1_000);
  });

  test('an unknown code is declined', async () => {
    const body = byGiftCard('NOBODY-0000', 100);

    const answer = await bank.charge(body);

    expect(answer).toMatchObject({ status: 402, body: { errors: [{ code: 'giftcard.unknown' }] } });
    expect(await bank.eventsOf(body.id)).toEqual(['payment.declined.v1']);
  });
});
