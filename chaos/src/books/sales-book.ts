import { some } from '@comptoir/load-tests/report';
import type { Intent, SaleIntent } from '../clients/journal.ts';

/** One row of `sale.sales`. Cents. */
export interface SaleRow {
  id: string;
  status: string;
  receiptNumber: string | null;
  totalCents: number;
  /** What of it cards and gift cards paid, by the sale's own word. */
  chargedCents: number;
  /** Tenders that a charge stands behind. */
  charges: number;
  units: number;
  /** Different products. */
  lines: number;
}

const SOLD = new Set(['completed', 'cancelling', 'cancelled']);
export const isSold = ({ status }: Pick<SaleRow, 'status'>): boolean => SOLD.has(status);

/**
 * Book 1: every sale answered 201 is there, once, as it was told; nothing is there that no client asked for, nor that
 * a client was refused; a cancellation that was answered has cancelled.
 */
export function salesProblems(sales: readonly SaleRow[], intents: readonly Intent[]): string[] {
  const rows = Map.groupBy(sales, ({ id }) => id);
  const asked = new Map(
    intents.filter((one) => one.kind === 'sale').map((intent) => [intent.saleId, intent] as const),
  );
  const cancelled = intents.filter((one) => one.kind === 'cancel');
  const cancelAsked = new Set(cancelled.map(({ saleId }) => saleId));
  const twice = [...rows].filter(([, same]) => same.length > 1).map(([id]) => `sale ${id} is there twice`);
  const ghosts = sales.filter(({ id }) => !asked.has(id)).map(({ id }) => `nobody asked for sale ${id}`);
  const untold = [...asked.values()].flatMap((intent) => differences(intent, rows.get(intent.saleId)?.[0]));
  const undone = sales
    .filter(({ id, status }) => status.startsWith('cancel') && !cancelAsked.has(id))
    .map(({ id }) => `nobody asked to cancel sale ${id}`);
  const kept = cancelled
    .filter(({ saleId, decision }) => told(decision) && rows.get(saleId)?.[0]?.status !== 'cancelled')
    .map(({ saleId }) => `sale ${saleId} was told to be cancelled and is ${rows.get(saleId)?.[0]?.status}`);
  return [twice, ghosts, untold, undone, kept].flatMap(some);
}

const told = (decision: Intent['decision']): boolean => decision !== undefined && decision.status < 300;

function differences(intent: SaleIntent, row: SaleRow | undefined): string[] {
  const { saleId, decision, receiptNumber, totalsCents, units } = intent;
  if (decision === undefined) return [];
  if (!told(decision)) {
    const there = row !== undefined && isSold(row);
    return there
      ? [`sale ${saleId} was refused (${decision.status} ${decision.code}) and is ${row.status}`]
      : [];
  }
  if (row === undefined || !isSold(row))
    return [`sale ${saleId} was answered 201 and is ${row?.status ?? 'not there'}`];
  return [
    ...(receiptNumber === undefined ? [`sale ${saleId} was answered with another sale or total`] : []),
    ...(row.receiptNumber === receiptNumber || receiptNumber === undefined
      ? []
      : [`sale ${saleId} has receipt ${row.receiptNumber}, the till was told ${receiptNumber}`]),
    ...(totalsCents.includes(row.totalCents)
      ? []
      : [`sale ${saleId} is over ${row.totalCents} cents, not ${totalsCents.join(' or ')}`]),
    ...(row.units === units ? [] : [`sale ${saleId} is about ${row.units} units, not ${units}`]),
  ];
}
