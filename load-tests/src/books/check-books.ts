import { some } from '../report/some.ts';
import { ledgerProblems } from './ledger.ts';
import type { LedgerEntry } from './ledger.ts';
import { receiptProblems } from './receipts.ts';

/** One shelf before and after. Units. */
export interface ShelfAccount {
  shelf: string;
  opening: number;
  added: number;
  onHand: number;
  reserved: number;
  /** The shelf's ledger since the opening; read for some shelves only, it can be long. */
  ledger?: readonly LedgerEntry[] | undefined;
}

export interface ToldSale {
  saleId: string;
  receiptNumber: string;
  /** Units by shelf. */
  units: ReadonlyMap<string, number>;
}

export interface Books {
  shelves: readonly ShelfAccount[];
  /** What the tills were told was sold, one entry per 201. */
  told: readonly ToldSale[];
  /** What the mesh lists as completed since the run began. */
  listed: readonly { saleId: string; receiptNumber: string }[];
}

function times(ids: readonly string[]): Map<string, number> {
  const counts = new Map<string, number>();
  for (const id of ids) counts.set(id, (counts.get(id) ?? 0) + 1);
  return counts;
}

function unitsSold(told: readonly ToldSale[]): Map<string, Map<string, number>> {
  const byShelf = new Map<string, Map<string, number>>();
  for (const { saleId, units } of told) {
    for (const [shelf, quantity] of units) {
      const sales = byShelf.get(shelf) ?? new Map<string, number>();
      byShelf.set(shelf, sales.set(saleId, quantity));
    }
  }
  return byShelf;
}

function shelfProblems(account: ShelfAccount, sold: ReadonlyMap<string, number>): string[] {
  const { shelf, opening, added, onHand, reserved, ledger } = account;
  const out = [...sold.values()].reduce((sum, quantity) => sum + quantity, 0);
  const left = opening + added - out;
  return [
    ...(left === onHand
      ? []
      : [`${opening} + ${added} in - ${out} sold leaves ${left}, but ${onHand} are on hand`]),
    ...(reserved === 0 ? [] : [`${reserved} still reserved`]),
    ...(ledger === undefined ? [] : ledgerProblems(ledger, onHand - opening, sold)),
  ].map((problem) => `${shelf}: ${problem}`);
}

function saleProblems({ told, listed }: Books): string[] {
  const toldTimes = times(told.map(({ saleId }) => saleId));
  const listedTimes = times(listed.map(({ saleId }) => saleId));
  const twice = [...toldTimes]
    .filter(([, n]) => n > 1)
    .map(([id, n]) => `${n} tills were told of the same sale ${id}`);
  const lost = [...toldTimes.keys()]
    .filter((id) => !listedTimes.has(id))
    .map((id) => `sale ${id} was answered 201 and is not listed`);
  const doubled = [...listedTimes]
    .filter(([, n]) => n > 1)
    .map(([id, n]) => `sale ${id} is listed ${n} times`);
  const ghosts = [...listedTimes.keys()]
    .filter((id) => !toldTimes.has(id))
    .map((id) => `sale ${id} is listed and no till was told of it`);
  return [twice, lost, doubled, ghosts].flatMap(some);
}

/** What is wrong with the books, in sentences; nothing when every unit and every sale is accounted for exactly once. */
export function checkBooks(books: Books): string[] {
  const receipts = [...new Map(books.listed.map((sale) => [sale.saleId, sale.receiptNumber])).values()];
  const sold = unitsSold(books.told);
  const shelves = books.shelves.flatMap((account) =>
    shelfProblems(account, sold.get(account.shelf) ?? new Map()),
  );
  return [...some(shelves), ...saleProblems(books), ...some(receiptProblems(receipts))];
}
