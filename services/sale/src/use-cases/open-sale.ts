import type { Answer, IdempotentRequest } from '@comptoir/service-kit';
import { AppError, replayed, stillRunning } from '@comptoir/service-kit';
import type { Saga } from '../domain/saga.ts';
import type { Sale } from '../domain/sale.ts';
import { saleView } from '../domain/sale-view.ts';
import type { CartVersion, SaleUnit } from './ports.ts';
import { soldAnswerAgain } from './sold-answer.ts';

export type OpenSaleUnit = Pick<SaleUnit, 'sales' | 'soldCarts' | 'sagas' | 'idempotency'>;

/**
 * The common case in one round trip, the answers to its writes unseen: this key, this id and this cart are new. Anything
 * else is a refused write, and nothing has happened.
 */
export async function openUnseen(
  unit: OpenSaleUnit,
  sale: Sale,
  saga: Saga,
  request: IdempotentRequest,
  cart?: CartVersion,
): Promise<void> {
  await unit.idempotency.take(request, sale.createdAt);
  await unit.sales.insert(sale);
  if (cart !== undefined) await unit.soldCarts.insert(cart, sale.id);
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
  cart?: CartVersion,
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
  if (cart !== undefined) await claimCart(unit, cart, sale);
  await unit.sagas.add(saga);
  return 'opened';
}

/** A cart is sold once, however often it is sent, unless what it was sold as came to nothing. */
async function claimCart(unit: OpenSaleUnit, cart: CartVersion, { id }: Sale): Promise<void> {
  const holder = await unit.soldCarts.claim(cart, id);
  if (holder === id) return;
  const other = await unit.sales.findForUpdate(holder);
  if (other !== undefined && other.status !== 'refused')
    throw new AppError('conflict', 'cart.sold', 'This cart was sold, or is being sold, by another request.');
  await unit.soldCarts.handOver(cart, id);
}

async function sameSaleAgain(unit: OpenSaleUnit, sale: Sale): Promise<Answer | 'refused before'> {
  const known = await unit.sales.findForUpdate(sale.id);
  if (known === undefined || known.soldBy !== sale.soldBy || known.locationId !== sale.locationId)
    throw idTaken();
  if (known.status === 'pending') throw stillRunning();
  // Nothing was sold under this id yet: the till may try again.
  if (known.status === 'refused') return 'refused before';
  if (!isOfSameGoods(known, sale)) throw idTaken();
  return replayed({ status: 201, body: saleView(known) });
}

const idTaken = () => new AppError('conflict', 'sale.id_taken', 'Another sale has this id.');

/** Prices may have changed since, what was handed over may be counted anew: goods are goods. */
function isOfSameGoods(a: Sale, b: Sale): boolean {
  const goodsOf = ({ lines }: Sale) =>
    JSON.stringify(lines.map(({ productId, quantity }) => [productId, quantity]));
  return goodsOf(a) === goodsOf(b);
}
