import { AppError } from '@comptoir/service-kit';
import type { PricedProduct } from '../domain/sale.ts';
import type { Catalogue, Payments, Receipt, Stock } from './ports.ts';
import type { CartForSale, PrepareDeps } from './prepare-sale.ts';

const silence = (service: string) =>
  new AppError('timeout', `${service}.timeout`, `${service} did not answer`);

/** Stock that holds and lets go under an id; `silent` may come before or after the deed. */
export function fakeStockroom(shelf: Record<string, number>) {
  const held = new Map<string, { productId: string; quantity: number }[]>();
  const closed = new Set<string>();
  const trouble = { is: 'none' as 'none' | 'silent' | 'silentAfterHolding' };

  const stock: Stock = {
    reserve: async ({ sagaId, lines }) => {
      if (trouble.is === 'silent') throw silence('stock');
      if (closed.has(sagaId)) throw new AppError('conflict', 'reservation.closed', 'let go already');
      if (!held.has(sagaId)) {
        const short = lines.filter(({ productId, quantity }) => (shelf[productId] ?? 0) < quantity);
        if (short.length > 0)
          throw new AppError('conflict', 'stock.insufficient', 'short', {
            details: short.map((line) => ({ pointer: '/lines', message: 'short', ...line })),
          });
        for (const { productId, quantity } of lines) shelf[productId] = (shelf[productId] ?? 0) - quantity;
        held.set(sagaId, lines);
      }
      if (trouble.is === 'silentAfterHolding') throw silence('stock');
      return Promise.resolve();
    },
    release: async ({ sagaId }) => {
      if (trouble.is !== 'none') throw silence('stock');
      for (const { productId, quantity } of held.get(sagaId) ?? []) {
        shelf[productId] = (shelf[productId] ?? 0) + quantity;
      }
      held.delete(sagaId);
      closed.add(sagaId);
      return Promise.resolve();
    },
  };
  return { stock, shelf, trouble, held: () => held.size };
}

/** Card number that is declined. */
export const DECLINED = '4000000000000002';

/** Payment that charges an id once and refunds it once. */
export function fakeTerminal() {
  const charges = new Map<string, { amountCents: number; refunded: boolean }>();
  const trouble = { is: 'none' as 'none' | 'silent' | 'silentAfterCharging' };
  const receiptOf = (chargeId: string): Receipt => ({ authorization: `auth ${chargeId}`, last4: '4242' });
  const isCaptured = (chargeId: string) => charges.get(chargeId)?.refunded === false;

  const payments: Payments = {
    charge: async ({ chargeId, amountCents, means }) => {
      if (trouble.is === 'silent') throw silence('payment');
      if (means.type === 'card' && means.cardNumber === DECLINED) {
        throw new AppError('paymentRequired', 'payment.declined', 'declined');
      }
      if (!charges.has(chargeId)) charges.set(chargeId, { amountCents, refunded: false });
      if (trouble.is === 'silentAfterCharging') throw silence('payment');
      return Promise.resolve(receiptOf(chargeId));
    },
    findCaptured: async (chargeId) => Promise.resolve(isCaptured(chargeId) ? receiptOf(chargeId) : undefined),
    refund: async (chargeId) => {
      if (trouble.is !== 'none') throw silence('payment');
      charges.set(chargeId, { amountCents: charges.get(chargeId)?.amountCents ?? 0, refunded: true });
      return Promise.resolve();
    },
  };
  /** Money taken and not given back, in cents. */
  const taken = () =>
    [...charges.values()].reduce(
      (cents, { amountCents, refunded }) => cents + (refunded ? 0 : amountCents),
      0,
    );
  return { payments, trouble, taken };
}

/** A catalogue of these products, one shop with its register `r1`, and carts. */
export function fakeShop(...products: PricedProduct[]) {
  const known = new Map(products.map((product) => [product.id, product]));
  const carts = new Map<string, CartForSale>();
  const catalogue: Catalogue = {
    quote: async (productIds) => {
      const unknown = productIds.filter((id) => !known.has(id));
      if (unknown.length > 0) throw new AppError('invalid', 'product.unknown', unknown.join());
      return Promise.resolve(new Map(known));
    },
  };
  let ids = 0;
  const asking: PrepareDeps = {
    catalogue,
    tills: { tillOf: async (_, registerId) => Promise.resolve(registerId === 'r1' ? 'MTL1-01' : 'MTL1-00') },
    carts: {
      find: async (cartId) => {
        const cart = carts.get(cartId);
        if (cart === undefined) throw new AppError('notFound', 'cart.not_found', 'no such cart');
        return Promise.resolve(cart);
      },
    },
    newId: () => {
      ids += 1;
      return `id-${ids}`;
    },
  };
  return { asking, products: known, carts };
}

export const aProduct = (changes: Partial<PricedProduct> = {}): PricedProduct => ({
  id: 'tea',
  sku: 'TEA-1',
  nameFr: 'Thé',
  nameEn: 'Tea',
  taxClass: 'zeroRated',
  priceCents: 1000,
  ...changes,
});
