import type { Page } from '../api/page.ts';
import { call } from '../api/session.ts';
import type { Sale } from '../api/on-receipt.ts';

export interface DayFigures {
  completed: number;
  revenueCents: number;
  refused: number;
  cancelled: number;
  /** How many sales were counted, of how many there are. */
  counted: number;
  total: number;
}

const SIZE = 100;
const MOST_PAGES = 10;

/** Sums up a day from the list of its sales, the newest 1,000: the API has no sums of its own yet. */
export async function figuresOf(filters: URLSearchParams, signal: AbortSignal): Promise<DayFigures> {
  const ask = async (page: number) => {
    const wanted = new URLSearchParams(filters);
    wanted.set('page', String(page));
    wanted.set('size', String(SIZE));
    return call<Page<Sale>>(`/api/sales?${wanted}`, { signal });
  };
  const first = await ask(1);
  const pages = Math.min(MOST_PAGES, Math.ceil(first.total / SIZE));
  const others = await Promise.all(
    Array.from({ length: Math.max(0, pages - 1) }, async (_, index) => ask(index + 2)),
  );
  // A sale that is made between two answers pushes the last of one page onto the next.
  const sales = new Map([first, ...others].flatMap(({ items }) => items.map((sale) => [sale.id, sale])));
  return summedUp([...sales.values()], Math.max(first.total, sales.size));
}

function summedUp(sales: readonly Sale[], total: number): DayFigures {
  const completed = sales.filter(({ status }) => status === 'completed');
  return {
    completed: completed.length,
    revenueCents: completed.reduce((sum, { totalCents }) => sum + totalCents, 0),
    refused: sales.filter(({ status }) => status === 'refused').length,
    cancelled: sales.filter(({ status }) => status === 'cancelled' || status === 'cancelling').length,
    counted: sales.length,
    total,
  };
}
