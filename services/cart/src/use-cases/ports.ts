import type { Context } from '@comptoir/service-kit';
import type { Cart, CartLine } from '../domain/cart.ts';
import type { CatalogueProduct } from '../domain/catalogue-product.ts';
import type { Visitor } from '../domain/visitor.ts';

/**
 * Each change is one step that nobody sees half of, makes the next version, and gives the cart its time to live again.
 * All throw 404 `cart.not_found` for a cart that the visitor may not have, and changes 409 `cart.parked` for a parked one.
 */
export interface Carts {
  open(id: string, locationId: string, visitor: Visitor, now: Date): Promise<Cart>;
  find(id: string, visitor: Visitor): Promise<Cart>;
  /** Adds to what the cart has of the product. Throws 422 `cart.full` and `cart.quantity_limit`. */
  add(id: string, visitor: Visitor, line: CartLine, now: Date): Promise<Cart>;
  /**
   * Throws 404 `cart.line_not_found`, and 409 `version.conflict` when the cart no longer has the version given. A line
   * that has this quantity already stays as it is.
   */
  setQuantity(id: string, visitor: Visitor, line: CartLine & { version?: number | undefined }, now: Date): Promise<Cart>;
  /** A line that is not there stays away. */
  remove(id: string, visitor: Visitor, productId: string, now: Date): Promise<Cart>;
  /** Throws 409 `cart.empty`, `cart.anonymous` and `cart.too_many_parked`. A parked cart stays as it is. */
  park(id: string, visitor: Visitor, label: string | null, now: Date): Promise<Cart>;
  /** A cart that is open stays as it is. */
  recall(id: string, visitor: Visitor, now: Date): Promise<Cart>;
  /** Parked carts of one person that this visit reaches, the longest waiting first. */
  parked(visitor: Visitor, now: Date): Promise<Cart[]>;
  drop(id: string, visitor: Visitor): Promise<void>;
  /** Drops the cart if it still has this version. */
  discard(id: string, version: number): Promise<void>;
}

/** The catalogue as carts see it; unknown products are missing, retired ones are not. Throws 503 when it cannot answer. */
export interface Catalogue {
  product(id: string, context: Context): Promise<CatalogueProduct | undefined>;
  productOfBarcode(barcode: string, context: Context): Promise<CatalogueProduct | undefined>;
  products(ids: readonly string[], context: Context): Promise<Map<string, CatalogueProduct>>;
}
