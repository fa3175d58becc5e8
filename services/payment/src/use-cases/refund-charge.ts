import { AppError } from '@comptoir/service-kit';
import type { Charge } from '../domain/charge.ts';
import { isUnsettled, newTombstone } from '../domain/charge.ts';
import { providerTimeout } from '../domain/refusals.ts';
import { closingFor, refunded, voided } from '../domain/transitions.ts';
import { reach } from './conclude.ts';
import type { PaymentDeps, PaymentUnit, Work } from './ports.ts';
import { closeAtProvider } from './settle-charge.ts';

export interface Refund {
  id: string;
  reference: string;
  reason: string;
}

/**
 * Gives all of it back, once, and closes the id: `refunded` when money had been taken, `void` when none was. An id never
 * heard of is closed too. What a silent provider leaves undone, recovery finishes.
 */
export async function refundCharge(deps: PaymentDeps, refund: Refund, context: Work): Promise<Charge> {
  const charge = await close(deps, refund, context);
  const closed = isUnsettled(charge) ? await closeAtProvider(deps, charge, context) : charge;
  if (isUnsettled(closed)) throw providerTimeout('unavailable');
  return closed;
}

async function close({ inTransaction }: PaymentDeps, refund: Refund, context: Work): Promise<Charge> {
  const tombstone = newTombstone(refund.id, refund.reference, context.now);
  const isNew = await inTransaction(context, async ({ charges, events }) => {
    if (!(await charges.add(tombstone))) return false;
    await events.reached(tombstone);
    return true;
  });
  if (isNew) return tombstone;
  return inTransaction(context, async (unit) => {
    const charge = await unit.charges.findForUpdate(refund.id);
    if (charge === undefined) throw new Error(`the charge ${refund.id} is gone`);
    if (charge.reference !== refund.reference) {
      throw new AppError('invalid', 'payment.mismatch', 'This id belongs to another payment.');
    }
    return closeHere(unit, charge, refund.reason, context.now);
  });
}

/** All that can be done without the provider; for a card's money, the promise to give it back. */
async function closeHere(unit: PaymentUnit, charge: Charge, reason: string, now: Date): Promise<Charge> {
  if (charge.status === 'refunded' || charge.status === 'void') return charge;
  if (charge.status === 'pending' || (charge.status === 'captured' && charge.means === 'card')) {
    if (charge.closing === 'refund') return charge;
    const closing = closingFor('refund', charge, now, reason);
    await unit.charges.save(closing);
    return closing;
  }
  if (charge.status === 'captured') await unit.giftCards.credit(charge.giftCard ?? '', charge.amountCents);
  const closed = charge.status === 'captured' ? refunded(charge, reason) : voided(charge);
  await reach(unit, closed);
  return closed;
}
