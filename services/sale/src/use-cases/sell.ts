import type { SaleRequest } from '@comptoir/contracts/http/sale';
import type { Actor, Answer, Context, IdempotentRequest } from '@comptoir/service-kit';
import { answeredBefore, isRefusedWrite } from '@comptoir/service-kit';
import type { Saga } from '../domain/saga.ts';
import { newSaga } from '../domain/saga.ts';
import type { Sale } from '../domain/sale.ts';
import { openSale, openUnseen } from './open-sale.ts';
import type { SagaDeps } from './ports.ts';
import type { CartForSale, PrepareDeps, PreparedSale } from './prepare-sale.ts';
import { prepareSale } from './prepare-sale.ts';
import { runCheckout } from './run-checkout.ts';
import { soldAnswerAgain } from './sold-answer.ts';

export interface SellDeps extends SagaDeps, PrepareDeps {
  /** A new name for each saga this process drives. */
  leaseOwner(): string;
  discardCart(cart: CartForSale, context: Context): Promise<void>;
}

/** One till sale from request to receipt: prepare, open, check out, and empty the cart it came from. */
export async function sell(
  deps: SellDeps,
  body: SaleRequest,
  request: IdempotentRequest,
  actor: Actor,
  context: Context,
): Promise<Answer> {
  const prepared = await prepareOnce(deps, body, request, actor, context);
  if ('status' in prepared) return prepared;
  const { sale, means, cart } = prepared;

  const saga = sagaOf(sale, request, actor, context, deps.leaseOwner());
  const opened = await open(deps, prepared, saga, request, context);
  if (opened !== 'opened') return opened;

  const answer = await runCheckout(deps, saga, sale, means, context);
  if (cart !== undefined) await deps.discardCart(cart, context);
  return answer;
}

async function open(
  { inTransaction }: SellDeps,
  { sale, cart }: PreparedSale,
  saga: Saga,
  request: IdempotentRequest,
  context: Context,
): Promise<Answer | 'opened'> {
  try {
    await inTransaction(context, (unit) => openUnseen(unit, sale, saga, request, cart));
    return 'opened';
  } catch (error) {
    if (!isRefusedWrite(error)) throw error;
    return inTransaction(context, (unit) => openSale(unit, sale, saga, request, cart));
  }
}

/** What cannot be prepared now may have been sold before: a price changed, a product was retired, a cart was emptied. */
async function prepareOnce(
  deps: SellDeps,
  body: SaleRequest,
  request: IdempotentRequest,
  actor: Actor,
  context: Context,
): Promise<PreparedSale | Answer> {
  try {
    return await prepareSale(deps, body, actor, context);
  } catch (error) {
    const earlier = await deps.inTransaction(context, async (unit) => {
      const kept = await answeredBefore(unit.idempotency, request);
      return kept && soldAnswerAgain(unit.sales, kept);
    });
    if (earlier !== undefined) return earlier;
    throw error;
  }
}

function sagaOf(
  sale: Sale,
  idempotency: IdempotentRequest,
  actor: Actor,
  context: Context,
  leaseOwner: string,
): Saga {
  return newSaga(
    {
      id: sale.sagaId,
      kind: 'checkout',
      saleId: sale.id,
      locationId: sale.locationId,
      origin: { traceparent: context.traceparent, correlationId: context.correlationId, actor, idempotency },
      leaseOwner,
      startedAt: context.now,
    },
    'a till asked to sell',
  );
}
