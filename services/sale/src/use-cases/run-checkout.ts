import type { Answer, Context } from '@comptoir/service-kit';
import { AppError } from '@comptoir/service-kit';
import type { Saga } from '../domain/saga.ts';
import { advance } from '../domain/saga.ts';
import type { Sale } from '../domain/sale.ts';
import { confirmSale } from './confirm-sale.ts';
import { saveStep } from './save-step.ts';
import type { Means, SagaDeps } from './ports.ts';
import { refuseSale, walkBack } from './walk-back.ts';

/**
 * Drives an opened checkout to its end: hold the goods, take the money, confirm. A step's outcome is written down
 * before the next service is asked; the last one is written together with the confirmation.
 * Throws the refusal after everything was walked back.
 */
export async function runCheckout(
  deps: SagaDeps,
  saga: Saga,
  sale: Sale,
  means: ReadonlyMap<string, Means>,
  context: Context,
): Promise<Answer> {
  try {
    await deps.stock.reserve(sale, context);
  } catch (error) {
    if (isRefusal(error)) throw await refuseSale(deps, saga, sale, error, context);
    throw await walkBack(deps, saga, sale, error, context);
  }
  let paid = { saga: advance(saga, 'stockReserved', 'stock holds the goods', deps.now()), sale };
  try {
    paid = await takeMoney(deps, paid.saga, sale, means, context);
  } catch (error) {
    throw await walkBack(deps, paid.saga, sale, error, context);
  }
  // From here the sale is good: if this fails, whoever takes over the saga confirms it.
  return confirmSale(deps, paid.saga, paid.sale, context);
}

async function takeMoney(
  deps: SagaDeps,
  held: Saga,
  sale: Sale,
  means: ReadonlyMap<string, Means>,
  context: Context,
): Promise<{ saga: Saga; sale: Sale }> {
  if (!sale.tenders.some(({ chargeId }) => chargeId !== undefined)) return { saga: held, sale };
  await saveStep(deps, held, context);

  const tenders = [];
  for (const tender of sale.tenders) {
    if (tender.chargeId === undefined) {
      tenders.push(tender);
      continue;
    }
    const how = means.get(tender.chargeId);
    if (how === undefined) throw new Error(`tender ${tender.chargeId} came without a means of payment`);
    const request = { chargeId: tender.chargeId, sale, amountCents: tender.amountCents, means: how };
    tenders.push({ ...tender, ...(await deps.payments.charge(request, context)) });
  }
  return { saga: advance(held, 'paid', 'payment has the money', deps.now()), sale: { ...sale, tenders } };
}

/** A decision of the other service, as opposed to silence: nothing happened there. */
function isRefusal(error: unknown): error is AppError {
  return error instanceof AppError && ['conflict', 'invalid', 'notFound'].includes(error.kind);
}
