import type { Context } from '@comptoir/service-kit';
import type { Cart, CartLine } from '../domain/cart.ts';
import type { CatalogueProduct } from '../domain/catalogue-product.ts';
import type { Visitor } from '../domain/visitor.ts';

/**
 * Each change is one step that nobody sees half of, makes the next version, and gives the cart its time to live again.
 * All throw 404 `cart.not_found` for a cart that the visitor may not have, changes of lines 409 `cart.parked`.
 */
export interface Carts {
  open(id: string, locationId: string, visitor: Visitor, now: Date): Promise<Cart>;
  find(id: string, visitor: Visitor): Promise<Cart>;
  /** Adds to what the cart has of the product. Throws 422 `cart.full` and `cart.quantity_limit`. */
  add(id: string, visitor: Visitor, now: Date, line: CartLine): Promise<Cart>;
  /** A line that has this quantity stays as it is. Throws 404 `cart.line_not_found`, and 409 `version.conflict`. */
  setQuantity(id: string, visitor: Visitor, now: Date, line: CartLine, version?: number): Promise<Cart>;
  /** A line that is not there stays away. */
  remove(id: string, visitor: Visitor, now: Date, productId: string): Promise<Cart>;
  drop(id: string, visitor: Visitor, now: Date): Promise<void>;
  /** Drops the cart if it still has this version, whoever's it is. */
  discard(id: string, version: number): Promise<void>;
}

export interface ParkedCarts {
  /** A parked cart stays as it is. Throws 409 `cart.empty`, `cart.anonymous` and `cart.too_many_parked`. */
  park(id: string, visitor: Visitor, now: Date, label: string | null): Promise<Cart>;
  /** An open cart stays as it is. */
  recall(id: string, visitor: Visitor, now: Date): Promise<Cart>;
  /** Those of the visitor, the longest waiting first. */
  list(visitor: Visitor, now: Date): Promise<Cart[]>;
}

/** The catalogue as carts see it; unknown products are missing, retired ones are not. Throws 503 when it cannot answer. */
export interface Catalogue {
  product(id: string): Promise<CatalogueProduct | undefined>;
  productOfBarcode(barcode: string): Promise<CatalogueProduct | undefined>;
  products(ids: readonly string[]): Promise<Map<string, CatalogueProduct>>;
}

/** The catalogue asked on behalf of one request. */
export type CatalogueFor = (context: Context) => Catalogue;
