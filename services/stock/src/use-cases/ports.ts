import type { LedgerEntry, Reservation, ReservationStatus } from '../domain/reservation.ts';
import type { Goods, Line, ShortLine, StockLevel } from '../domain/stock-level.ts';

/**
 * Lines and goods come in lock order. What cannot be moved whole is a refused write of the transaction, met at its next
 * statement or its commit: one that would go below zero, or that was never opened there.
 */
export interface StockLevels {
  /** The lines that are short at this moment; nothing is locked. */
  short(locationId: string, lines: readonly Line[]): Promise<ShortLine[]>;
  /** The same, and nobody else moves those that are there until the transaction ends. */
  shortForUpdate(locationId: string, lines: readonly Line[]): Promise<ShortLine[]>;
  /** available -> reserved. */
  take(goods: readonly Goods[]): Promise<void>;
  /** reserved -> gone. */
  remove(goods: readonly Goods[]): Promise<void>;
  /** reserved -> available. */
  giveBack(goods: readonly Goods[]): Promise<void>;
  /** Goods that come from outside become available. */
  add(goods: readonly Goods[]): Promise<void>;
  /** Locks the row until the transaction ends. */
  findForUpdate(locationId: string, productId: string): Promise<StockLevel | undefined>;
  /** False when the level exists already. */
  open(level: StockLevel): Promise<boolean>;
  setAvailable(locationId: string, productId: string, available: number): Promise<void>;
}

export interface Reservations {
  /** False when a reservation of this id exists already. */
  add(reservation: Reservation): Promise<boolean>;
  /** Many at once, unseen: one whose id is known is a refused write of the whole transaction. */
  insert(reservations: readonly Reservation[]): Promise<void>;
  find(id: string): Promise<Reservation | undefined>;
  /** Locks those that exist, in order of id. */
  findManyForUpdate(ids: readonly string[]): Promise<Reservation[]>;
  setStatus(ids: readonly string[], status: ReservationStatus): Promise<void>;
}

export interface Ledger {
  append(entries: readonly LedgerEntry[]): Promise<void>;
}

export interface KnownProduct {
  id: string;
  sku: string;
  barcode: string | null;
  nameFr: string;
  nameEn: string;
  version: number;
}

export interface KnownProducts {
  /** Keeps the newest version of each. */
  save(products: readonly KnownProduct[]): Promise<void>;
}

/** What stock tells the others, kept with the change it tells of. */
export interface StockEvents {
  released(reservation: Reservation): Promise<void>;
  adjusted(level: StockLevel, delta: number, reason: string): Promise<void>;
}
