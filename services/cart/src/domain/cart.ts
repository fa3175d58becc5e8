import { AppError } from '@comptoir/service-kit';

export const MAX_LINES = 200;
export const MAX_QUANTITY = 999;
/** Parked carts of one person. */
export const MAX_PARKED = 50;
/** A cart that nothing was put in is let go sooner: making one costs a stranger nothing, and us memory. */
export const EMPTY_TTL_SECONDS = 3_600;

export interface CartLine {
  productId: string;
  quantity: number;
}

/** What is wanted, by whom and where; never what it costs. */
export interface Cart {
  id: string;
  locationId: string;
  lines: CartLine[];
  /** Set while the cart waits for its customer to come back. */
  parkedAt: Date | null;
  label: string | null;
  expiresAt: Date;
  /** Grows with every change. */
  version: number;
}

/** Why a cart cannot be changed like that. */
export type CartRefusal = keyof typeof REFUSALS;

const REFUSALS = {
  // Somebody else's cart is missing too: who may not have it is not told that it is there.
  missing: () => new AppError('notFound', 'cart.not_found', 'There is no such cart, or it has expired.'),
  noLine: () => new AppError('notFound', 'cart.line_not_found', 'This product is not in the cart.'),
  parked: () => new AppError('conflict', 'cart.parked', 'This cart is parked: recall it first.'),
  changed: () =>
    new AppError('conflict', 'version.conflict', 'The cart changed in the meantime: read it again.'),
  empty: () => new AppError('conflict', 'cart.empty', 'There is nothing in this cart.'),
  anonymous: () =>
    new AppError('conflict', 'cart.anonymous', 'Only the cart of a signed-in person can be parked.'),
  manyParked: () =>
    new AppError('conflict', 'cart.too_many_parked', `Nobody parks more than ${MAX_PARKED} carts.`),
  full: () => new AppError('invalid', 'cart.full', `A cart holds at most ${MAX_LINES} products.`),
  tooMany: () =>
    new AppError('invalid', 'cart.quantity_limit', `A line holds at most ${MAX_QUANTITY} units.`),
};

export const isRefusal = (reply: string): reply is CartRefusal => Object.hasOwn(REFUSALS, reply);

export const refused = (refusal: CartRefusal): AppError => REFUSALS[refusal]();
