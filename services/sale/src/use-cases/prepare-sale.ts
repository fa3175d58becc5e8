import type { SaleRequest, TenderRequest } from '@comptoir/contracts/http/sale';
import type { Actor, Context } from '@comptoir/service-kit';
import { AppError } from '@comptoir/service-kit';
import type { Sale } from '../domain/sale.ts';
import { newSale } from '../domain/sale.ts';
import type { Tender } from '../domain/tender.ts';
import type { Catalogue, Means } from './ports.ts';

export interface CartForSale {
  id: string;
  locationId: string;
  lines: readonly { productId: string; quantity: number }[];
  version: number;
}

export interface PrepareDeps {
  catalogue: Catalogue;
  tills: { tillOf(locationId: string, registerId: string | undefined, context: Context): Promise<string> };
  carts: { find(cartId: string, context: Context): Promise<CartForSale> };
  newId(): string;
}

export interface PreparedSale {
  sale: Sale;
  /** How each charge is paid, by its id. Kept in memory only. */
  means: Map<string, Means>;
  cart: CartForSale | undefined;
}

/** Everything that must be known before a sale is opened. Asks only: nothing is changed anywhere. */
export async function prepareSale(
  deps: PrepareDeps,
  request: SaleRequest,
  actor: Actor,
  context: Context,
): Promise<PreparedSale> {
  const cart =
    request.cartId === undefined
      ? undefined
      : await cartOf(deps, request.cartId, request.locationId, context);
  const lines = cart?.lines ?? request.lines ?? [];
  const [till, products] = await Promise.all([
    deps.tills.tillOf(request.locationId, request.registerId, context),
    deps.catalogue.quote(
      lines.map(({ productId }) => productId),
      context,
    ),
  ]);
  const { tenders, means } = tendersOf(request.tenders, deps.newId);
  const sale = newSale({
    id: request.id ?? deps.newId(),
    sagaId: deps.newId(),
    locationId: request.locationId,
    registerId: request.registerId ?? null,
    till,
    soldBy: actor.sub,
    lines: lines.flatMap(({ productId, quantity }) => {
      const product = products.get(productId);
      return product === undefined ? [] : [{ product, quantity }];
    }),
    tenders,
    createdAt: context.now,
  });
  return { sale, means, cart };
}

async function cartOf(
  { carts }: PrepareDeps,
  cartId: string,
  locationId: string,
  context: Context,
): Promise<CartForSale> {
  const cart = await carts.find(cartId, context);
  if (cart.locationId !== locationId) {
    throw new AppError('invalid', 'cart.other_location', 'This cart was filled at another location.');
  }
  if (cart.lines.length === 0) throw new AppError('invalid', 'cart.empty', 'There is nothing in this cart.');
  return cart;
}

/** Splits what may be kept of a tender from what must not: numbers of cards live for this request only. */
function tendersOf(requests: readonly TenderRequest[], newId: () => string) {
  const means = new Map<string, Means>();
  const tenders = requests.map((request): Tender => {
    const { type, amountCents } = request;
    if (request.type === 'cash') return { type, amountCents };
    const chargeId = newId();
    means.set(chargeId, meansOf(request));
    return { type, amountCents, chargeId };
  });
  return { tenders, means };
}

function meansOf(request: Exclude<TenderRequest, { type: 'cash' }>): Means {
  if (request.type === 'giftCard') return { type: 'giftCard', giftCardCode: request.giftCardCode };
  return request.cardNumber === undefined
    ? { type: 'card' }
    : { type: 'card', cardNumber: request.cardNumber };
}
