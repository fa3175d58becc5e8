import type { Answer, IdempotentRequest } from '@comptoir/service-kit';
import { AppError, replayed, stillRunning } from '@comptoir/service-kit';
import type { Saga } from '../domain/saga.ts';
import type { Sale } from '../domain/sale.ts';
import { saleView } from '../domain/sale-view.ts';
import type { SaleUnit } from './ports.ts';
import { soldAnswerAgain } from './sold-answer.ts';

export type OpenSaleUnit = Pick<SaleUnit, 'sales' | 'sagas' | 'idempotency'>;

/**
 * The common case in one round trip, the answers to its writes unseen: this key and this id are new. Anything else is a
 * refused write, and nothing has happened.
 */
export async function openUnseen(
  unit: OpenSaleUnit,
  sale: Sale,
  saga: Saga,
  request: IdempotentRequest,
): Promise<void> {
  await unit.idempotency.take(request, sale.createdAt);
  await unit.sales.insert(sale);
  await unit.sagas.add(saga);
}

/**
 * Writes down the intent to sell before anything is done about it: key, pending sale and saga in one transaction.
 * Answers what was decided before when this is not the first time, by key or by the sale's own id (lesson 33).
 */
export async function openSale(
  unit: OpenSaleUnit,
  sale: Sale,
  saga: Saga,
  request: IdempotentRequest,
): Promise<Answer | 'opened'> {
  const claim = await unit.idempotency.claim(request, sale.createdAt);
  if (claim.state === 'done') return soldAnswerAgain(unit.sales, claim.answer);
  if (claim.state === 'running') throw stillRunning();

  if (!(await unit.sales.add(sale))) {
    const earlier = await sameSaleAgain(unit, sale);
    if (earlier !== 'refused before') {
      await unit.idempotency.complete(request, earlier);
      return earlier;
    }
    await unit.sales.reopen(sale);
  }
  await unit.sagas.add(saga);
  return 'opened';
}

async function sameSaleAgain(unit: OpenSaleUnit, sale: Sale): Promise<Answer | 'refused before'> {
  const known = await unit.sales.findForUpdate(sale.id);
  if (known === undefined || known.soldBy !== sale.soldBy || known.locationId !== sale.locationId) {
    throw new AppError('conflict', 'sale.id_taken', 'Another sale has this id.');
  }
  if (known.status === 'pending') throw stillRunning();
  // Nothing was sold under this id yet: the till may try again.
  if (known.status === 'refused') return 'refused before';
  return replayed({ status: 201, body: saleView(known) });
}
