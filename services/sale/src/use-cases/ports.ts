import type { Context, IdempotencyStore } from '@comptoir/service-kit';
import type { RegisterSession, Takings } from '../domain/register-session.ts';
import type { PricedProduct, Sale } from '../domain/sale.ts';
import type { Saga } from '../domain/saga.ts';

export interface Sales {
  /** False when a sale of this id exists already. */
  add(sale: Sale): Promise<boolean>;
  /** The same, unseen: a sale of this id is a refused write of the whole transaction. */
  insert(sale: Sale): Promise<void>;
  find(id: string): Promise<Sale | undefined>;
  /** Locks the row until the transaction ends. */
  findForUpdate(id: string): Promise<Sale | undefined>;
  /** Writes what may change after the sale was opened: status, receipt, tenders, refusal, cancellation. */
  update(sale: Sale): Promise<void>;
  /** Writes a refused sale anew, whole: the till tries again under the same id. */
  reopen(sale: Sale): Promise<void>;
}

/** A cart as it was at one moment: any change makes another version. */
export interface CartVersion {
  id: string;
  version: number;
}

export interface SoldCarts {
  /** The cart is this sale's, unseen: one that is another's is a refused write of the whole transaction. */
  insert(cart: CartVersion, saleId: string): Promise<void>;
  /** The sale that has the cart: this one, when no other was first. Locked until the transaction ends. */
  claim(cart: CartVersion, saleId: string): Promise<string>;
  /** The cart is this sale's from now on. */
  handOver(cart: CartVersion, saleId: string): Promise<void>;
}

export interface Sagas {
  add(saga: Saga): Promise<void>;
  /**
   * Writes state and transitions. When another process took the lease over, 409 `idempotency.in_progress` is thrown,
   * by the time the transaction ends.
   */
  save(saga: Saga): Promise<void>;
  find(id: string): Promise<Saga | undefined>;
  /** Ends the lease now, so that recovery need not wait for it to run out. */
  surrender(saga: Saga): Promise<void>;
}

export interface Receipts {
  /** The next number of a till; its row stays locked until the transaction ends, so none is skipped or used twice. */
  next(till: string): Promise<number>;
}

export interface SaleEvents {
  recorded(sale: Sale): Promise<void>;
  cancelled(sale: Sale): Promise<void>;
}

export interface RegisterSessions {
  /** False when its register has an open session already; that one cannot be closed before the transaction ends. */
  add(session: RegisterSession): Promise<boolean>;
  findOpen(registerId: string): Promise<RegisterSession | undefined>;
  /** Locks the row until the transaction ends. */
  findForUpdate(id: string): Promise<RegisterSession | undefined>;
  /** All at one moment; `inFlight` are sales of the register that may still be completed. */
  takings(session: RegisterSession): Promise<{ takings: Takings; inFlight: number }>;
  close(session: RegisterSession): Promise<void>;
  /** Takes what a cancelled sale gives back out of the session that is open at its register now, if there is one. */
  refund(sale: Sale): Promise<void>;
}

export interface SaleUnit {
  sales: Sales;
  soldCarts: SoldCarts;
  sagas: Sagas;
  receipts: Receipts;
  events: SaleEvents;
  registerSessions: RegisterSessions;
  idempotency: IdempotencyStore;
}

/** Opens a transaction and hands out its unit; all of the work happens, or none. */
export type InTransaction = <T>(context: Context, work: (unit: SaleUnit) => Promise<T>) => Promise<T>;

export interface Stock {
  /** Holds the goods of a sale under its saga's id. Throws 409 `stock.insufficient`, then nothing is held. */
  reserve(sale: Sale, context: Context): Promise<void>;
  /** Lets them go; also when they were never held. */
  release(sale: Sale, context: Context): Promise<void>;
}

/** How a tender that is not cash is paid, for as long as the request lasts. */
export type Means = { type: 'card'; cardNumber?: string } | { type: 'giftCard'; giftCardCode: string };

export interface Receipt {
  authorization: string;
  last4?: string;
}

export interface Payments {
  /** Throws 402 `payment.declined`. The same id is charged once. */
  charge(
    request: { chargeId: string; sale: Sale; amountCents: number; means: Means },
    context: Context,
  ): Promise<Receipt>;
  /** The charge of this id if the money was taken and not given back. */
  findCaptured(chargeId: string, context: Context): Promise<Receipt | undefined>;
  /** Gives the money back; also when it was never taken. */
  refund(chargeId: string, sale: Sale, reason: string, context: Context): Promise<void>;
}

export interface Catalogue {
  /** Prices from the database, never a cache. Throws 422 `product.unknown` naming every product that is not sold. */
  quote(productIds: readonly string[], context: Context): Promise<Map<string, PricedProduct>>;
}

/** What a saga needs to be driven from wherever it stands to its end. */
export interface SagaDeps {
  inTransaction: InTransaction;
  stock: Stock;
  payments: Payments;
  now(): Date;
}
