import { expect, test } from '@jest/globals';
import { settle } from './tender.ts';

const cash = (amountCents: number) => ({ type: 'cash' as const, amountCents });
const card = (amountCents: number) => ({ type: 'card' as const, amountCents });
const giftCard = (amountCents: number) => ({ type: 'giftCard' as const, amountCents });

test.each([
  ['exact cash', 1000, [cash(1000)], { roundingCents: 0, totalCents: 1000, changeCents: 0 }],
  ['more cash than is due', 1000, [cash(2000)], { roundingCents: 0, totalCents: 1000, changeCents: 1000 }],
  ['cash, rounded down', 1002, [cash(1000)], { roundingCents: -2, totalCents: 1000, changeCents: 0 }],
  ['cash, rounded up', 1003, [cash(1100)], { roundingCents: 2, totalCents: 1005, changeCents: 95 }],
  ['a card, to the cent', 1003, [card(1003)], { roundingCents: 0, totalCents: 1003, changeCents: 0 }],
  [
    'a card, and cash for the rest',
    1003,
    [card(500), cash(505)],
    { roundingCents: 2, totalCents: 1005, changeCents: 0 },
  ],
  [
    'cards for all, and cash that was not needed',
    1003,
    [card(1003), cash(500)],
    { roundingCents: 0, totalCents: 1003, changeCents: 500 },
  ],
  [
    'a gift card and a card',
    1003,
    [giftCard(3), card(1000)],
    { roundingCents: 0, totalCents: 1003, changeCents: 0 },
  ],
  ['two bills', 1000, [cash(500), cash(500)], { roundingCents: 0, totalCents: 1000, changeCents: 0 }],
])('%s', (_, due, tenders, expected) => {
  expect(settle(due, tenders)).toEqual(expected);
});

test('cards never carry more than the total, because change is not given on a card', () => {
  expect(() => settle(1000, [card(600), giftCard(401)])).toThrow(
    expect.objectContaining({ kind: 'invalid', code: 'tender.too_much', details: [expect.anything()] }),
  );
});

test('what is missing is named in cents, after rounding', () => {
  expect(() => settle(1003, [card(500), cash(500)])).toThrow(
    expect.objectContaining({
      code: 'tender.insufficient',
      details: [expect.objectContaining({ totalCents: 1005, missingCents: 5 })],
    }),
  );
});

test('a cent missing on a card is missing', () => {
  expect(() => settle(1000, [card(999)])).toThrow(expect.objectContaining({ code: 'tender.insufficient' }));
});
