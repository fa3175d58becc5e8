import type { ChargeRequest } from '@comptoir/contracts/http/payment';
import type { fakePayments } from './payment.fake.ts';
import type { Work } from './ports.ts';
import type { Refund } from './refund-charge.ts';
import { settleCharge } from './settle-charge.ts';

const START = Date.parse('2026-12-01T15:00:00.000Z');

/** A request so many seconds after the start of the test's story. */
export const workAt = (seconds: number): Work => ({
  traceparent: '00-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-01',
  correlationId: '0af7651916cd43dd8448eb211c80319c',
  actor: { sub: 'clerk-1', role: 'clerk' },
  now: new Date(START + seconds * 1_000),
  deadline: Number.POSITIVE_INFINITY,
});

/** A till's charge by card, with what the test cares for. */
export const requestOf = (changes: Partial<ChargeRequest> = {}): ChargeRequest => ({
  id: '0193a1b0-0000-7000-8000-000000000001',
  reference: '0193a1b0-0000-7000-8000-0000000000a1',
  locationId: '0193a1b0-0000-7000-8000-0000000000b1',
  amountCents: 1_000,
  means: { type: 'card', cardNumber: '4242424242424242' },
  ...changes,
});

export const refundOf = ({ id, reference }: { id: string; reference: string }): Refund => ({
  id,
  reference,
  reason: 'the sale was walked back',
});

/** What the recovery loop does to one charge. */
export async function recoverLater(payments: ReturnType<typeof fakePayments>, id: string, seconds: number) {
  const charge = payments.charge(id);
  if (charge === undefined) throw new Error(`there is no charge ${id}`);
  return settleCharge(payments.deps, charge, workAt(seconds));
}
