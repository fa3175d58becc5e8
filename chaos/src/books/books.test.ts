import { expect, test } from '@jest/globals';
import type { Intent, SaleIntent } from '../clients/journal.ts';
import { eventProblems } from './events-book.ts';
import { moneyProblems, type ChargeRow } from './money-book.ts';
import { receiptProblems } from './receipts-book.ts';
import { sagaProblems, type SagaRow } from './sagas-book.ts';
import { salesProblems, type SaleRow } from './sales-book.ts';
import { stockProblems, type StockRows } from './stock-book.ts';

const row: SaleRow = {
  id: 's1',
  status: 'completed',
  receiptNumber: 'MTL1-01-000001',
  totalCents: 1150,
  chargedCents: 1150,
  charges: 1,
  units: 3,
  lines: 2,
};
const asked: SaleIntent = {
  kind: 'sale',
  saleId: 's1',
  units: 3,
  totalsCents: [1150],
  decision: { status: 201, code: undefined },
  receiptNumber: 'MTL1-01-000001',
};
const cancelled: Intent = { kind: 'cancel', saleId: 's1', decision: { status: 200, code: undefined } };
const refused = { status: 402, code: 'payment.declined' };

test('a sale that is there as it was told leaves nothing to say', () => {
  expect(salesProblems([row], [asked])).toEqual([]);
  expect(salesProblems([{ ...row, status: 'cancelled' }], [asked, cancelled])).toEqual([]);
  expect(salesProblems([{ ...row, status: 'refused' }], [{ ...asked, decision: refused }])).toEqual([]);
  // The till gave up: both are right, sold and not sold.
  expect(salesProblems([row], [{ ...asked, decision: undefined }])).toEqual([]);
  expect(salesProblems([], [{ ...asked, decision: undefined }])).toEqual([]);
});

test.each([
  ['lost', [], [asked], 'sale s1 was answered 201 and is not there'],
  ['undone', [{ ...row, status: 'refused' }], [asked], 'sale s1 was answered 201 and is refused'],
  ['doubled', [row, row], [asked], 'sale s1 is there twice'],
  ['of nobody', [row], [], 'nobody asked for sale s1'],
  [
    'refused, yet sold',
    [row],
    [{ ...asked, decision: refused }],
    'sale s1 was refused (402 payment.declined) and is completed',
  ],
  ['another amount', [{ ...row, totalCents: 1151 }], [asked], 'sale s1 is over 1151 cents, not 1150'],
  ['other goods', [{ ...row, units: 2 }], [asked], 'sale s1 is about 2 units, not 3'],
  [
    'another receipt',
    [{ ...row, receiptNumber: 'MTL1-01-000002' }],
    [asked],
    'sale s1 has receipt MTL1-01-000002, the till was told MTL1-01-000001',
  ],
  [
    'an answer about another sale',
    [row],
    [{ ...asked, receiptNumber: undefined }],
    'sale s1 was answered with another sale or total',
  ],
  ['cancelled by nobody', [{ ...row, status: 'cancelled' }], [asked], 'nobody asked to cancel sale s1'],
  ['not cancelled', [row], [asked, cancelled], 'sale s1 was told to be cancelled and is completed'],
])('book 1 finds a sale %s', (_, sales, intents, problem) => {
  expect(salesProblems(sales, intents)).toEqual([problem]);
});

const charge: ChargeRow = {
  id: 'c1',
  reference: 's1',
  status: 'captured',
  amountCents: 1150,
  providerStatus: 'captured',
  providerCents: 1150,
  byCard: true,
};
const backAgain = { ...charge, status: 'refunded', providerStatus: 'refunded' };

test('one charge per card sale, none for what was undone', () => {
  expect(moneyProblems([row], [charge], [])).toEqual([]);
  expect(moneyProblems([row], [charge, { ...backAgain, id: 'c2' }], [])).toEqual([]);
  expect(moneyProblems([{ ...row, status: 'cancelled' }], [backAgain], [])).toEqual([]);
  expect(
    moneyProblems([{ ...row, chargedCents: 0, charges: 0 }], [], [{ key: 'k', status: 'void' }]),
  ).toEqual([]);
});

test.each([
  ['never charged', [row], [], [], 'completed sale s1 keeps 0 cents of cards, not 1150'],
  [
    'a cent less',
    [row],
    [{ ...charge, amountCents: 1149, providerCents: 1149 }],
    [],
    'completed sale s1 keeps 1149 cents of cards, not 1150',
  ],
  [
    'charged twice',
    [row],
    [charge, { ...charge, id: 'c2' }],
    [],
    'completed sale s1 is charged 2 times, not 1',
  ],
  [
    'kept after a refusal',
    [{ ...row, status: 'refused' }],
    [charge],
    [],
    'refused sale s1 keeps 1150 cents of cards, not 0',
  ],
  [
    'kept after a cancellation',
    [{ ...row, status: 'cancelled' }],
    [charge],
    [],
    'cancelled sale s1 keeps 1150 cents of cards, not 0',
  ],
  ['for no sale', [], [charge], [], 'charge c1 was taken for no sale'],
  [
    'not taken at the provider',
    [row],
    [{ ...charge, providerStatus: null, providerCents: null }],
    [],
    'charge c1 is captured here and null at the provider',
  ],
  [
    'kept at the provider',
    [{ ...row, status: 'refused' }],
    [{ ...backAgain, providerStatus: 'captured' }],
    [],
    'charge c1 is refunded here and captured at the provider',
  ],
  [
    'that only the provider knows',
    [row],
    [charge],
    [{ key: 'k', status: 'captured' }],
    'the provider has taken k, of which payment knows nothing',
  ],
  [
    'without an end',
    [{ ...row, status: 'refused' }],
    [{ ...charge, status: 'pending', providerStatus: null }],
    [],
    'charge c1 is still pending',
  ],
])('book 2 finds money %s', (_, sales, charges, strays, problem) => {
  expect(moneyProblems(sales, charges, strays)).toContain(problem);
});

const shelf = { shelf: 'MTL1/TEA-1', available: 5, reserved: 1, ledger: 6, held: 1 };
const sold = { saleId: 's1', reason: 'sale', lines: 2, delta: -3 };
const back = { saleId: 's1', reason: 'saleCancelled', lines: 2, delta: 3 };
const stock: StockRows = { shelves: [shelf], movements: [sold], adjustments: [], expired: [] };
const counted: Intent = { kind: 'adjust', note: 'n1', delta: 4, decision: { status: 201, code: undefined } };

test('goods that the ledger explains leave nothing to say', () => {
  const corrected = { ...stock, adjustments: [{ note: 'n1', times: 1, delta: 4 }] };

  expect(stockProblems(stock, [row], [])).toEqual([]);
  expect(stockProblems({ ...stock, movements: [sold, back] }, [{ ...row, status: 'cancelled' }], [])).toEqual(
    [],
  );
  expect(stockProblems(corrected, [row], [counted])).toEqual([]);
  expect(stockProblems(corrected, [row], [{ ...counted, decision: undefined }])).toEqual([]);
});

test.each([
  [
    'a unit more than the ledger',
    { shelves: [{ ...shelf, available: 6 }] },
    'MTL1/TEA-1: the ledger says 6, the shelf 7',
  ],
  [
    'below zero',
    { shelves: [{ ...shelf, available: -1, ledger: 0 }] },
    'MTL1/TEA-1: -1 available, 1 reserved',
  ],
  [
    'reserved by nobody',
    { shelves: [{ ...shelf, held: 0 }] },
    'MTL1/TEA-1: 1 reserved, 0 held by reservations',
  ],
  ['held too long', { expired: ['r1'] }, 'reservation r1 is held past its time'],
  ['never moved', { movements: [] }, 'completed sale s1: sale moved 0 in 0 lines, not -3 in 2'],
  [
    'moved twice',
    { movements: [{ ...sold, lines: 4, delta: -6 }] },
    'completed sale s1: sale moved -6 in 4 lines, not -3 in 2',
  ],
  [
    'given back unasked',
    { movements: [sold, back] },
    'completed sale s1: saleCancelled moved 3 in 2 lines, not 0 in 0',
  ],
  [
    'moved for no sale',
    { movements: [sold, { ...sold, saleId: 's2' }] },
    'goods moved for sale s2, which was never sold',
  ],
  [
    'corrected by nobody',
    { adjustments: [{ note: 'n2', times: 1, delta: 1 }] },
    'nobody asked for correction "n2"',
  ],
])('book 3 finds goods %s', (_, wrong, problem) => {
  expect(stockProblems({ ...stock, ...wrong }, [row], [])).toContain(problem);
});

test('book 3 finds a correction that was not made, made twice, or made after a refusal', () => {
  const made = (times: number) => ({ ...stock, adjustments: [{ note: 'n1', times, delta: 4 * times }] });

  expect(stockProblems(stock, [row], [counted])).toEqual([
    'correction "n1" was made 0 times (0 units), not 1 (4)',
  ]);
  expect(stockProblems(made(2), [row], [counted])).toEqual([
    'correction "n1" was made 2 times (8 units), not 1 (4)',
  ]);
  expect(stockProblems(made(2), [row], [{ ...counted, decision: undefined }])).toEqual([
    'correction "n1" was made 2 times',
  ]);
  expect(
    stockProblems(made(1), [row], [{ ...counted, decision: { status: 409, code: 'stock.insufficient' } }]),
  ).toEqual(['correction "n1" was made 1 times (4 units), not 0 (0)']);
});

test('book 4 finds what waits, what died, and what was told or taken another number of times than once', () => {
  const quiet = {
    outboxes: [{ service: 'sale', waiting: 0 }],
    groups: [{ stream: 'events:sale', consumer: 'stock', lag: 0, pending: 0 }],
    deadLetters: [],
    told: [{ subject: 's1', type: 'sale.recorded.v1', told: 1, taken: 1 }],
  };

  expect(eventProblems(quiet)).toEqual([]);
  expect(
    eventProblems({
      outboxes: [{ service: 'sale', waiting: 2 }],
      groups: [{ stream: 'events:sale', consumer: 'stock', lag: 3, pending: 1 }],
      deadLetters: [{ consumer: 'stock', count: 1 }],
      told: [
        { subject: 's1', type: 'sale.recorded.v1', told: 2, taken: 2 },
        { subject: 's2', type: 'sale.recorded.v1', told: 1, taken: 0 },
      ],
    }),
  ).toEqual([
    '2 events wait in the outbox of sale',
    'stock has 3 to read and 1 to finish of events:sale',
    '1 dead letters of stock',
    'sale.recorded.v1 of s1 was told 2 times and taken 2 times',
    'sale.recorded.v1 of s2 was told 1 times and taken 0 times',
  ]);
});

const saga: SagaRow = {
  id: 'g1',
  kind: 'checkout',
  state: 'confirmed',
  saleId: 's1',
  saleStatus: 'completed',
  reservation: 'committed',
  ended: true,
};

test('book 5 accepts sagas that ended in accordance with their sale', () => {
  const undone = { ...saga, id: 'g2', state: 'cancelled', saleStatus: 'refused', reservation: 'released' };
  const cancellation = {
    ...saga,
    id: 'g3',
    kind: 'cancellation',
    saleStatus: 'cancelled',
    reservation: null,
  };

  expect(sagaProblems([saga, undone, cancellation])).toEqual([]);
});

test.each([
  ['unfinished', { ended: false, state: 'stockReserved' }, 'checkout saga g1 is still stockReserved'],
  ['at odds with its sale', { saleStatus: 'refused' }, 'checkout saga g1 is confirmed and its sale refused'],
  [
    'with goods left over',
    { state: 'cancelled', saleStatus: 'refused', reservation: 'held' },
    'checkout saga g1 is cancelled and its reservation held',
  ],
  [
    'without its goods',
    { reservation: 'released' },
    'checkout saga g1 is confirmed and its reservation released',
  ],
])('book 5 finds a saga %s', (_, wrong, problem) => {
  expect(sagaProblems([{ ...saga, ...wrong }])).toEqual([problem]);
});

test('book 5 finds a sale that two sagas confirmed', () => {
  expect(sagaProblems([saga, { ...saga, id: 'g2' }])).toEqual(['sale s1 was confirmed twice']);
});

test('book 6 finds a repeat, a gap, a late beginning and a counter that ran ahead', () => {
  const till = { till: 'MTL1-01', receipts: 3, different: 3, first: 1, last: 3, counter: 3 };

  expect(receiptProblems([till])).toEqual([]);
  expect(receiptProblems([{ ...till, receipts: 4 }])).toEqual([
    'MTL1-01: 1 receipt numbers were given twice',
  ]);
  expect(receiptProblems([{ ...till, last: 4, counter: 4 }])).toEqual([
    'MTL1-01: 3 numbers from 1 to 4: a gap',
  ]);
  expect(receiptProblems([{ ...till, first: 2, last: 4, counter: 4 }])).toEqual([
    'MTL1-01: 3 numbers from 2 to 4: a gap',
  ]);
  expect(receiptProblems([{ ...till, counter: 4 }])).toEqual([
    'MTL1-01: the counter is at 4, the last receipt is 3',
  ]);
});

test('hundreds of problems of one kind stay readable', () => {
  const tills = Array.from({ length: 300 }, (_, index) => ({
    till: `T${index}`,
    receipts: 1,
    different: 1,
    first: 1,
    last: 1,
    counter: 2,
  }));

  const problems = receiptProblems(tills);

  expect(problems).toHaveLength(6);
  expect(problems.at(-1)).toBe('… and 295 more of this kind');
});
