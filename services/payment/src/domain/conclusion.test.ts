import { expect, test } from '@jest/globals';
import type { Charge } from './charge.ts';
import { newPaymentRequest } from './charge.ts';
import { statesAfter } from './conclusion.ts';
import type { ProviderRecord } from './provider-record.ts';

const proof = { authorization: 'ABC123', last4: '4242' };
const RECORDS: Record<ProviderRecord['status'], ProviderRecord> = {
  captured: { status: 'captured', ...proof },
  refunded: { status: 'refunded', ...proof },
  declined: { status: 'declined', reason: 'card.declined' },
  void: { status: 'void' },
  unknown: { status: 'unknown' },
};

const now = new Date('2026-12-01T15:00:00.000Z');
const requested = newPaymentRequest(
  { id: 'c-1', reference: 's-1', customerId: 'p-1', amountCents: 500 },
  now,
);
const pending: Charge = { ...requested, status: 'pending', providerKey: 'k-1', unsettledSince: now };

type Row = [
  closing: Charge['closing'],
  at: 'till' | 'web',
  record: ProviderRecord['status'],
  states: string[],
];

test.each<Row>([
  [null, 'till', 'captured', ['captured']],
  [null, 'till', 'declined', ['declined']],
  [null, 'till', 'refunded', ['captured', 'refunded']],
  [null, 'till', 'void', ['void']],
  [null, 'till', 'unknown', []],
  ['refund', 'till', 'captured', []],
  ['refund', 'till', 'declined', ['void']],
  ['refund', 'till', 'refunded', ['captured', 'refunded']],
  ['refund', 'till', 'void', ['void']],
  ['abandon', 'till', 'captured', []],
  ['abandon', 'till', 'refunded', ['void']],
  ['abandon', 'till', 'void', ['void']],
  ['abandon', 'web', 'captured', []],
  ['abandon', 'web', 'refunded', ['requested']],
  ['abandon', 'web', 'void', ['requested']],
])('pending, closing %s, %s: when the provider says %s it goes through %j', (closing, at, record, states) => {
  const charge = { ...pending, closing, customerId: at === 'till' ? null : 'p-1' };

  const after = statesAfter(charge, RECORDS[record]);

  expect(after.map(({ status }) => status)).toEqual(states);
  expect(after.map(({ version }) => version)).toEqual(states.map((_, index) => charge.version + 1 + index));
  expect(after.at(-1)?.unsettledSince ?? null).toBeNull();
});

test('a captured charge that is being given back is done when the provider gave it back', () => {
  const charge: Charge = { ...pending, status: 'captured', closing: 'refund', refundReason: 'returned' };

  const [after] = statesAfter(charge, RECORDS.refunded);

  expect(after).toMatchObject({
    status: 'refunded',
    refundReason: 'returned',
    closing: null,
    unsettledSince: null,
  });
  expect(statesAfter(charge, RECORDS.captured)).toEqual([]);
  expect(() => statesAfter(charge, RECORDS.void)).toThrow('lost the captured charge');
});

test.each(['requested', 'captured', 'declined', 'refunded', 'void'] as const)(
  'late news change nothing of a charge that is %s',
  (status) => {
    for (const record of Object.values(RECORDS))
      expect(statesAfter({ ...pending, status }, record)).toEqual([]);
  },
);
