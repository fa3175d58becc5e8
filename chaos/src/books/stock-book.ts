import { some } from '@comptoir/load-tests/report';
import type { Intent } from '../clients/journal.ts';
import { isSold, type SaleRow } from './sales-book.ts';

/** One product at one place. Units. */
export interface ShelfRow {
  shelf: string;
  available: number;
  reserved: number;
  /** Sum of all deltas of its ledger, the opening included. */
  ledger: number;
  /** Sum of the lines of live reservations. */
  held: number;
}

/** The ledger's lines of one sale, for one reason. */
export interface SaleMovement {
  saleId: string;
  reason: string;
  lines: number;
  delta: number;
}

/** The ledger's lines that carry one note of a manager. */
export interface AdjustmentRow {
  note: string;
  times: number;
  delta: number;
}

export interface StockRows {
  shelves: readonly ShelfRow[];
  movements: readonly SaleMovement[];
  adjustments: readonly AdjustmentRow[];
  /** Ids of live reservations past their time. */
  expired: readonly string[];
}

/**
 * Book 3: the ledger explains every shelf, nothing is below zero, what is reserved is what is held, and each sale and
 * each correction moved its goods once.
 */
export function stockProblems(
  { shelves, movements, adjustments, expired }: StockRows,
  sales: readonly SaleRow[],
  intents: readonly Intent[],
): string[] {
  return [
    shelves.flatMap(shelfProblems),
    movementProblems(movements, sales),
    adjustmentProblems(adjustments, intents),
    expired.map((id) => `reservation ${id} is held past its time`),
  ].flatMap(some);
}

function shelfProblems({ shelf, available, reserved, ledger, held }: ShelfRow): string[] {
  return [
    ...(available + reserved === ledger
      ? []
      : [`${shelf}: the ledger says ${ledger}, the shelf ${available + reserved}`]),
    ...(available >= 0 && reserved >= 0 ? [] : [`${shelf}: ${available} available, ${reserved} reserved`]),
    ...(reserved === held ? [] : [`${shelf}: ${reserved} reserved, ${held} held by reservations`]),
  ];
}

function movementProblems(movements: readonly SaleMovement[], sales: readonly SaleRow[]): string[] {
  const found = new Map(movements.map((one) => [`${one.saleId} ${one.reason}`, one]));
  const sold = new Set(sales.filter(isSold).map(({ id }) => id));
  const wanted = (sale: SaleRow, reason: string, lines: number, delta: number) => {
    const { lines: have, delta: moved } = found.get(`${sale.id} ${reason}`) ?? { lines: 0, delta: 0 };
    return have === lines && moved === delta
      ? []
      : [
          `${sale.status} sale ${sale.id}: ${reason} moved ${moved} in ${have} lines, not ${delta} in ${lines}`,
        ];
  };
  return [
    ...movements
      .filter(({ saleId }) => !sold.has(saleId))
      .map(({ saleId }) => `goods moved for sale ${saleId}, which was never sold`),
    ...sales.filter(isSold).flatMap((sale) => wanted(sale, 'sale', sale.lines, -sale.units)),
    ...sales
      .filter(isSold)
      .flatMap((sale) =>
        sale.status === 'cancelled'
          ? wanted(sale, 'saleCancelled', sale.lines, sale.units)
          : wanted(sale, 'saleCancelled', 0, 0),
      ),
  ];
}

function adjustmentProblems(adjustments: readonly AdjustmentRow[], intents: readonly Intent[]): string[] {
  const found = new Map(adjustments.map((one) => [one.note, one]));
  const asked = intents.filter((one) => one.kind === 'adjust');
  const known = new Set(asked.map(({ note }) => note));
  return [
    ...adjustments
      .filter(({ note }) => !known.has(note))
      .map(({ note }) => `nobody asked for correction "${note}"`),
    ...asked.flatMap(({ note, delta, decision }) => {
      const { times, delta: moved } = found.get(note) ?? { times: 0, delta: 0 };
      // Nobody was told how it ended: both once and never are right.
      if (decision === undefined) return times > 1 ? [`correction "${note}" was made ${times} times`] : [];
      const due = decision.status < 300 ? 1 : 0;
      return times === due && moved === due * delta
        ? []
        : [`correction "${note}" was made ${times} times (${moved} units), not ${due} (${due * delta})`];
    }),
  ];
}
