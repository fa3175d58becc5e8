import type { Database } from '@comptoir/service-kit';
import type { FeedCursor } from '../domain/feed-cursor.ts';
import { nextCursor } from '../domain/feed-cursor.ts';
import type { Product } from '../domain/product.ts';
import type { ProductRow } from './product-row.ts';
import { PRODUCT_COLUMNS, productOf } from './product-row.ts';

/**
 * A change is stamped when its statement begins and seen when its transaction commits. Statements are cut at 5 s, and
 * no transaction of this service has two slow ones: what is older than this will not appear behind a reader any more.
 */
const SETTLING_SECONDS = 10;

type ChangedRow = ProductRow & { updatedAt: Date };

export interface ChangesPage {
  items: Product[];
  cursor: FeedCursor;
  more: boolean;
}

/** Products in the order they were last changed, retired ones too. All times are the database's own (lesson 16). */
export function productChangesRead({ knex, query }: Database) {
  async function settledNow(): Promise<Date> {
    const [row] = await query<{ settledAt: Date }>(
      `SELECT NOW(3) - INTERVAL ${SETTLING_SECONDS} SECOND AS settledAt`,
      [],
    );
    if (row === undefined) throw new Error('the database does not know the time');
    return row.settledAt;
  }

  return async (cursor: FeedCursor, size: number): Promise<ChangesPage> => {
    // Asked before the page is read: later, it would call settled what the page could not see.
    const settledAt = cursor.settledAt ?? (await settledNow());
    const { at, id } = cursor.after;
    const rows = (await knex('products')
      .select(knex.raw(`${PRODUCT_COLUMNS}, updated_at AS updatedAt`))
      .whereRaw('(updated_at > ? OR (updated_at = ? AND id > ?))', [at, at, id])
      .orderBy(['updated_at', 'id'])
      .limit(size + 1)) as ChangedRow[];

    const more = rows.length > size;
    const page = rows.slice(0, size);
    const last = page.at(-1);
    const place = last && { at: last.updatedAt, id: last.id };
    return {
      items: page.map(changedProductOf),
      cursor: nextCursor(cursor, place, settledAt, more),
      more,
    };
  };
}

export type ProductChangesRead = ReturnType<typeof productChangesRead>;

function changedProductOf(changed: ChangedRow): Product {
  const { updatedAt: _, ...row } = changed;
  return productOf(row);
}
