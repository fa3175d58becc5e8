import type { LedgerEntry, Reservation, ReservationStatus } from '../domain/reservation.ts';
import type { Line, ShortLine, StockLevel } from '../domain/stock-level.ts';

/** Levels of one location at a time; every method takes lines in lock order. */
export interface StockLevels {
  /** The lines that are short at this moment; nothing is locked or taken. */
  short(locationId: string, lines: readonly Line[]): Promise<ShortLine[]>;
  /** available -> reserved. Answers the lines that are short; with any, the caller must roll back. */
  take(locationId: string, lines: readonly Line[]): Promise<ShortLine[]>;
  /** The same, unseen: a short or unknown line is a refused write of the whole transaction. */
  takeUnseen(locationId: string, lines: readonly Line[]): Promise<void>;
  /** reserved -> gone. */
  remove(locationId: string, lines: readonly Line[]): Promise<void>;
  /** reserved -> available. */
  giveBack(locationId: string, lines: readonly Line[]): Promise<void>;
  /** Goods that come from outside become available. */
  add(locationId: string, lines: readonly Line[]): Promise<void>;
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
