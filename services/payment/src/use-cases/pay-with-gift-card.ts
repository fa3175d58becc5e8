import type { Charge } from '../domain/charge.ts';
import { giftCardAuthorization } from '../domain/gift-card.ts';
import { knownAs } from '../domain/refusals.ts';
import { captured, declined } from '../domain/transitions.ts';
import { reach } from './conclude.ts';
import type { PaymentDeps, PaymentUnit, Work } from './ports.ts';

/** Gift cards are our own: the balance and the charge change in one transaction, so nothing is ever pending. */
export async function payWithGiftCard(
  { inTransaction }: Pick<PaymentDeps, 'inTransaction'>,
  wanted: Charge,
  context: Work,
): Promise<Charge> {
  const decided = await inTransaction(context, async (unit) => {
    if (!(await unit.charges.add(wanted))) return undefined;
    const charge = await debited(unit, wanted);
    await reach(unit, charge);
    return charge;
  });
  return (
    decided ?? inTransaction(context, async ({ charges }) => knownAs(wanted, await charges.find(wanted.id)))
  );
}

async function debited({ giftCards }: PaymentUnit, charge: Charge): Promise<Charge> {
  const outcome = await giftCards.debit(charge.giftCard ?? '', charge.amountCents);
  if (outcome !== 'debited') return declined(charge, `giftcard.${outcome}`);
  return captured(charge, { authorization: giftCardAuthorization(charge.id), last4: charge.last4 ?? '' });
}
