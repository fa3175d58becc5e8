import { refusesContent } from '../seed/internal-call-failed.ts';
import type { InternalCallFailed } from '../seed/internal-call-failed.ts';

/**
 * Sends a batch; when the service refuses what is in it, halves it until each refused item stands alone, so that one
 * bad item does not keep out the 499 beside it. Failures of any other kind are thrown.
 */
export async function putSound<Item, Answer>(
  batch: Item[],
  put: (items: Item[]) => Promise<Answer[]>,
  refused: (item: Item, failure: InternalCallFailed) => void,
): Promise<Answer[]> {
  const [first] = batch;
  if (first === undefined) return [];
  try {
    return await put(batch);
  } catch (error) {
    if (!refusesContent(error)) throw error;
    if (batch.length === 1) {
      refused(first, error);
      return [];
    }
  }
  const middle = Math.ceil(batch.length / 2);
  const firstHalf = await putSound(batch.slice(0, middle), put, refused);
  return [...firstHalf, ...(await putSound(batch.slice(middle), put, refused))];
}
