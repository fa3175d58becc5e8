import { some } from '@comptoir/load-tests/report';
import type { SaleRow } from './sales-book.ts';

/** One row of `payment.charges`. Cents. */
export interface ChargeRow {
  id: string;
  /** The sale. */
  reference: string;
  status: string;
  amountCents: number;
  /** The same charge in the card provider's books; null when it has never heard of it. */
  providerStatus: string | null;
  providerCents: number | null;
  byCard: boolean;
}

/** What the provider has and payment has not. */
export interface StrayCharge {
  key: string;
  status: string;
}

/**
 * Book 2: a completed sale is charged once, to the cent; a refused or cancelled one keeps nothing; the provider's books
 * say the same as ours.
 */
export function moneyProblems(
  sales: readonly SaleRow[],
  charges: readonly ChargeRow[],
  strays: readonly StrayCharge[],
): string[] {
  const bySale = Map.groupBy(charges, ({ reference }) => reference);
  const known = new Set(sales.map(({ id }) => id));
  const ofSales = sales.flatMap((sale) => saleProblems(sale, bySale.get(sale.id) ?? []));
  const ofNobody = charges
    .filter(({ reference, status }) => status === 'captured' && !known.has(reference))
    .map(({ id }) => `charge ${id} was taken for no sale`);
  const taken = strays
    .filter(({ status }) => status === 'captured')
    .map(({ key }) => `the provider has taken ${key}, of which payment knows nothing`);
  return [ofSales, ofNobody, charges.flatMap(providerProblems), taken].flatMap(some);
}

function saleProblems(
  { id, status, chargedCents, charges: tenders }: SaleRow,
  charges: readonly ChargeRow[],
): string[] {
  const captured = charges.filter((charge) => charge.status === 'captured');
  const cents = captured.reduce((sum, { amountCents }) => sum + amountCents, 0);
  const owed = status === 'completed' ? { cents: chargedCents, times: tenders } : { cents: 0, times: 0 };
  return [
    ...(cents === owed.cents
      ? []
      : [`${status} sale ${id} keeps ${cents} cents of cards, not ${owed.cents}`]),
    ...(captured.length === owed.times
      ? []
      : [`${status} sale ${id} is charged ${captured.length} times, not ${owed.times}`]),
  ];
}

function providerProblems({
  id,
  status,
  amountCents,
  providerStatus,
  providerCents,
  byCard,
}: ChargeRow): string[] {
  if (status === 'pending') return [`charge ${id} is still pending`];
  if (!byCard) return [];
  const ours = status === 'captured' ? amountCents : 0;
  const theirs = providerStatus === 'captured' ? providerCents : 0;
  return ours === theirs ? [] : [`charge ${id} is ${status} here and ${providerStatus} at the provider`];
}
