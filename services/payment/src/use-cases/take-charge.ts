import type { ChargeRequest } from '@comptoir/contracts/http/payment';

import { assertCardNumber } from '../domain/card-number.ts';
import type { Charge, Unsettled } from '../domain/charge.ts';
import { isUnsettled, newCharge } from '../domain/charge.ts';
import { assertCaptured, knownAs } from '../domain/refusals.ts';
import { askedAgain } from '../domain/transitions.ts';
import { conclude } from './conclude.ts';
import { originOf } from './origin-of.ts';
import { payWithGiftCard } from './pay-with-gift-card.ts';
import type { PaymentDeps, Work } from './ports.ts';

/**
 * Takes the money of one tender. The charge is `pending` on disk before the provider is asked, and the provider knows it
 * by its own id: the same id again, at once or after a crash, is the same charge with the same outcome.
 * Throws 402 `payment.declined`, 409 `payment.closed`, 422 `card.invalid`, and `payment.provider_timeout` while nobody
 * knows the outcome.
 */
export async function takeCharge(deps: PaymentDeps, request: ChargeRequest, context: Work): Promise<Charge> {
  const { means } = request;
  const cardNumber = means.type === 'card' ? means.cardNumber : undefined;
  assertCardNumber(cardNumber);

  const wanted = newCharge(request, originOf(context), context.now);
  const charge =
    wanted.means === 'giftCard'
      ? await payWithGiftCard(deps, wanted, context)
      : await open(deps, wanted, context);
  const concluded = isOpen(charge) ? await ask(deps, charge, cardNumber, context) : charge;
  assertCaptured(concluded);
  return concluded;
}

async function open({ inTransaction }: PaymentDeps, wanted: Charge, context: Work): Promise<Charge> {
  if (await inTransaction(context, ({ charges }) => charges.add(wanted))) return wanted;
  // In a transaction of its own: a row that a failed insert has locked for reading would make twins lock each other out.
  return inTransaction(context, async ({ charges }) => {
    const known = knownAs(wanted, await charges.findForUpdate(wanted.id));
    if (!isOpen(known)) return known;
    const again = askedAgain(known, context.now);
    await charges.save(again);
    return again;
  });
}

async function ask(deps: PaymentDeps, charge: Unsettled, cardNumber: string | undefined, context: Work) {
  const { providerKey: idempotencyKey, amountCents } = charge;
  const card = cardNumber === undefined ? {} : { cardNumber };
  const record = await deps.provider.charge({ idempotencyKey, amountCents, ...card }, context);
  return conclude(deps, charge, record, context);
}

/** The provider has not said, and nobody has given up waiting for it. */
function isOpen(charge: Charge): charge is Unsettled {
  return isUnsettled(charge) && charge.closing === null;
}
