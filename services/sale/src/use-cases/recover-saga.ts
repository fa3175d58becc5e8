import type { Context } from '@comptoir/service-kit';
import { AppError } from '@comptoir/service-kit';
import { advance } from '../domain/saga.ts';
import type { Saga } from '../domain/saga.ts';
import type { Sale } from '../domain/sale.ts';
import { confirmSale } from './confirm-sale.ts';
import type { SagaDeps } from './ports.ts';
import { runCancellation } from './run-cancellation.ts';
import { undo, walkBack } from './walk-back.ts';

const abandoned = () =>
  new AppError('unavailable', 'saga.abandoned', 'The sale was interrupted and has been undone.');

/**
 * Takes a saga whose driver went silent to its end, from what is written down. The caller holds the lease.
 * A checkout goes forward when that needs nothing that died with the request (cash, or money already taken) and the
 * customer can still be at the till; else it is walked back.
 */
export async function recoverSaga(
  deps: SagaDeps,
  saga: Saga,
  deadlineSeconds: number,
  context: Context,
): Promise<void> {
  const sale = await deps.inTransaction(context, (unit) => unit.sales.find(saga.saleId));
  if (sale === undefined) throw new Error(`saga ${saga.id} has no sale`);

  if (saga.kind === 'cancellation') {
    await runCancellation(deps, saga, sale, context);
  } else if (saga.state === 'compensating') {
    await undo(deps, saga, sale, abandoned(), context);
  } else {
    const tenders = await settledTenders(deps, sale, context);
    const late = context.now.getTime() - saga.startedAt.getTime() > deadlineSeconds * 1000;
    if (tenders === undefined || late) await walkBack(deps, saga, sale, abandoned(), context);
    else await goForward(deps, saga, { ...sale, tenders }, context);
  }
}

/** The tenders with what payment knows of their charges; undefined when one was never charged: its card is gone. */
async function settledTenders(
  deps: SagaDeps,
  sale: Sale,
  context: Context,
): Promise<Sale['tenders'] | undefined> {
  const tenders = [];
  for (const tender of sale.tenders) {
    const receipt =
      tender.chargeId === undefined ? {} : await deps.payments.findCaptured(tender.chargeId, context);
    if (receipt === undefined) return undefined;
    tenders.push({ ...tender, ...receipt });
  }
  return tenders;
}

async function goForward(deps: SagaDeps, saga: Saga, sale: Sale, context: Context): Promise<void> {
  try {
    await deps.stock.reserve(sale, context);
  } catch (error) {
    await walkBack(deps, saga, sale, error, context);
    return;
  }
  const held =
    saga.state === 'started'
      ? advance(saga, 'stockReserved', 'recovered: stock holds the goods', deps.now())
      : saga;
  await confirmSale(deps, held, sale, context);
}
