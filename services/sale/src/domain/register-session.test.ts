import { expect, test } from '@jest/globals';
import { figuresOf, refundOf, sessionView } from './register-session.ts';
import type { RegisterSession } from './register-session.ts';

const nothing = {
  sales: 0,
  cancelledSales: 0,
  cashTakenCents: 0,
  changeGivenCents: 0,
  cashRefundedCents: 0,
  cardCents: 0,
  cardRefundedCents: 0,
  giftCardCents: 0,
  giftCardRefundedCents: 0,
};
const open: RegisterSession = {
  id: 'session-1',
  locationId: 'shop',
  registerId: 'r1',
  till: 'MTL1-01',
  openedBy: 'lea',
  openedAt: new Date('2026-12-01T12:00:00.000Z'),
  openingFloatCents: 10_000,
  closing: null,
};

test('the drawer holds its float, cash taken, less change, less cash given back; cards do not count', () => {
  const takings = {
    cashTakenCents: 5_000,
    changeGivenCents: 1_250,
    cashRefundedCents: 800,
    cardCents: 9_999,
  };

  expect(figuresOf(open, { ...nothing, ...takings }).expectedCashCents).toBe(12_950);
});

test('more can go out for sales of another day than was there', () => {
  const { expectedCashCents } = figuresOf({ openingFloatCents: 0 }, { ...nothing, cashRefundedCents: 800 });

  expect(expectedCashCents).toBe(-800);
});

test('a cancelled sale gives back what was kept of each kind of tender', () => {
  const tenders = [
    { type: 'card' as const, amountCents: 300 },
    { type: 'giftCard' as const, amountCents: 200 },
    { type: 'cash' as const, amountCents: 2_000 },
    { type: 'card' as const, amountCents: 100 },
  ];

  expect(refundOf({ tenders, changeCents: 1_500 })).toEqual({
    cashCents: 500,
    cardCents: 400,
    giftCardCents: 200,
  });
});

test('cash that is missing from a closed drawer is a difference below 0; an open one has none', () => {
  const figures = figuresOf(open, nothing);
  const closed = {
    ...open,
    closing: { closedAt: open.openedAt, closedBy: 'max', countedCents: 9_900, figures },
  };

  expect(sessionView(closed)).toMatchObject({ expectedCashCents: 10_000, differenceCents: -100 });
  expect(sessionView(open)).toMatchObject({ closedAt: null, differenceCents: null });
});
