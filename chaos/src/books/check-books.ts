import type { Intent } from '../clients/journal.ts';
import type { Databases } from './databases.ts';
import { eventProblems } from './events-book.ts';
import { moneyProblems } from './money-book.ts';
import { readEvents } from './read-events.ts';
import { readCharges, readSagas, readSales, readStrays, readTills } from './read-sales.ts';
import { readStock } from './read-stock.ts';
import { receiptProblems } from './receipts-book.ts';
import { sagaProblems } from './sagas-book.ts';
import { isSold, salesProblems } from './sales-book.ts';
import { stockProblems } from './stock-book.ts';

export interface BooksReport {
  sales: number;
  /** Cents on the cards of completed sales. */
  chargedCents: number;
  /** Sentences; empty when everything balances. */
  problems: string[];
}

/** Reads all six books from the databases and holds them against each other and against what the clients wrote down. */
export async function checkBooks(databases: Databases, intents: readonly Intent[]): Promise<BooksReport> {
  const sales = await readSales(databases);
  const charges = await readCharges(databases);
  const numbered = (book: number, problems: readonly string[]) =>
    problems.map((one) => `book ${book}: ${one}`);
  const problems = [
    ...numbered(1, salesProblems(sales, intents)),
    ...numbered(2, moneyProblems(sales, charges, await readStrays(databases))),
    ...numbered(3, stockProblems(await readStock(databases), sales, intents)),
    ...numbered(4, eventProblems(await readEvents(databases))),
    ...numbered(5, sagaProblems(await readSagas(databases))),
    ...numbered(6, receiptProblems(await readTills(databases))),
  ];
  const charged = sales.filter(({ status }) => status === 'completed');
  return {
    sales: sales.filter(isSold).length,
    chargedCents: charged.reduce((sum, { chargedCents }) => sum + chargedCents, 0),
    problems,
  };
}
