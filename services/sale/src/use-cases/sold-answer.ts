import type { Answer } from '@comptoir/service-kit';
import { z } from 'zod';
import type { Sale } from '../domain/sale.ts';
import { saleView } from '../domain/sale-view.ts';
import type { Sales } from './ports.ts';

/** What a till is told of its sale: the sale as it was completed, whatever became of it since. */
export function soldAnswer(sale: Sale): Answer {
  return { status: 201, body: saleView({ ...sale, status: 'completed', cancellation: null }) };
}

/**
 * What the till's key keeps of that answer: which sale it tells of. Kept whole, as other answers are, it would be the
 * largest row of a checkout, and say what the sale's own row says.
 */
export function soldAnswerKept({ id }: Pick<Sale, 'id'>): Answer {
  return { status: 201, body: { id } };
}

const kept = z.strictObject({ id: z.string() });

/** The whole answer, from what its key kept; one that was kept whole is that already. */
export async function soldAnswerAgain(sales: Pick<Sales, 'find'>, again: Answer): Promise<Answer> {
  const which = kept.safeParse(again.body);
  if (!which.success) return again;
  const sale = await sales.find(which.data.id);
  if (sale === undefined) throw new Error(`a key remembers sale ${which.data.id}, which is not in the books`);
  return { ...again, body: soldAnswer(sale).body };
}
