import type { Charge, Unsettled } from '../domain/charge.ts';
import { isUnsettled } from '../domain/charge.ts';
import { closingFor } from '../domain/transitions.ts';
import { conclude } from './conclude.ts';
import type { PaymentDeps, Work } from './ports.ts';

export interface SettleDeps extends PaymentDeps {
  /** A charge the provider has not heard of for this long will not arrive any more, and is closed there to be sure. */
  abandonAfterMs: number;
}

/**
 * Brings a charge to where the provider says it is. It stays `pending` while its request may still be on its way.
 * Throws `payment.provider_timeout` when the provider does not say.
 */
export async function settleCharge(deps: SettleDeps, charge: Charge, context: Work): Promise<Charge> {
  if (!isUnsettled(charge)) return charge;
  if (charge.closing !== null) return closeAtProvider(deps, charge, context);

  const record = await deps.provider.find(charge.providerKey, context);
  if (record.status !== 'unknown') return conclude(deps, charge, record, context);

  const current = await abandonWhenOld(deps, charge, context);
  return isUnsettled(current) && current.closing !== null ? closeAtProvider(deps, current, context) : current;
}

/** Has the provider give back what it took, or take nothing; `closing` is on disk already, so a crash here is finished later. */
export async function closeAtProvider(deps: PaymentDeps, charge: Unsettled, context: Work): Promise<Charge> {
  return conclude(deps, charge, await deps.provider.refund(charge.providerKey, context), context);
}

async function abandonWhenOld(
  { inTransaction, abandonAfterMs }: SettleDeps,
  { id, providerKey }: Unsettled,
  context: Work,
): Promise<Charge> {
  return inTransaction(context, async ({ charges }) => {
    const charge = await charges.findForUpdate(id);
    if (charge === undefined) throw new Error(`the charge ${id} is gone`);
    if (!isUnsettled(charge) || charge.providerKey !== providerKey || charge.closing !== null) return charge;
    if (context.now.getTime() - charge.unsettledSince.getTime() < abandonAfterMs) return charge;

    const closing = closingFor('abandon', charge, context.now, null);
    await charges.save(closing);
    return closing;
  });
}
