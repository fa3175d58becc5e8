import { searchWords } from '@comptoir/search-text';
import type { Bindable, Database } from '@comptoir/service-kit';
import type { Product } from '../domain/product.ts';
import { PRODUCT_COLUMNS, productOf } from './product-row.ts';
import type { ProductRow } from './product-row.ts';

const SORT_COLUMN = {
  name: 'name_fr',
  nameFr: 'name_fr',
  nameEn: 'name_en',
  priceCents: 'price_cents',
  sku: 'sku',
  createdAt: 'created_at',
} as const;

/** `name` is the French one. */
export type ProductSort = keyof typeof SORT_COLUMN;

export interface ProductListQuery {
  search?: string | undefined;
  category?: string | undefined;
  page: number;
  size: number;
  sort: { field: ProductSort; descending: boolean }[];
}

/** Reads of the catalogue as the database has it now. */
export function productReads({ knex, query }: Database) {
  const find = async (where: string, params: readonly Bindable[]): Promise<Product[]> =>
    (await query<ProductRow>(`SELECT ${PRODUCT_COLUMNS} FROM products WHERE ${where}`, params)).map(
      productOf,
    );

  return {
    byId: async (id: string): Promise<Product | undefined> => {
      const [product] = await find('id = ? AND active = 1', [id]);
      return product;
    },

    byBarcode: async (barcode: string): Promise<Product | undefined> => {
      const [product] = await find('barcode = ? AND active = 1', [barcode]);
      return product;
    },

    /** Those that exist of up to 200 ids, in one prepared statement over the primary key. */
    quotes: (ids: readonly string[], includeRetired: boolean): Promise<Product[]> => {
      const asked = padded(ids);
      const among = `id IN (${asked.map(() => '?').join(', ')})`;
      return find(includeRetired ? among : `${among} AND active = 1`, asked);
    },

    /** Categories of what is sold, by name, with how many products each has. */
    categories: () =>
      query<{ category: string; products: number }>(
        'SELECT category, COUNT(*) AS products FROM products WHERE active = 1 GROUP BY category ORDER BY category',
        [],
      ),

    list: async ({ search, category, page, size, sort }: ProductListQuery) => {
      const words = searchWords(search ?? '');
      // Left to itself, the optimizer walks the sort's index and looks up every row for its search text: 35 ms instead of 7.
      const matching = knex(words.length > 0 ? knex.raw('products USE INDEX ()') : 'products').where(
        'active',
        1,
      );
      if (category !== undefined) void matching.where('category', category);
      for (const word of words) void matching.whereRaw('LOCATE(?, search_text) > 0', [Buffer.from(word)]);

      const [{ total } = { total: 0 }] = await matching.clone().count<{ total: number }[]>('* as total');
      const rows = (await matching
        .select(knex.raw(PRODUCT_COLUMNS))
        .orderBy(orderOf(sort))
        .limit(size)
        .offset((page - 1) * size)) as ProductRow[];
      return { items: rows.map(productOf), page, size, total };
    },
  };
}

export type ProductReads = ReturnType<typeof productReads>;

/** Ends with the id, so that pages do not overlap; in the direction of the last term, so that its index serves both. */
function orderOf(sort: ProductListQuery['sort']) {
  const terms = sort.length > 0 ? sort : [{ field: 'name' as const, descending: false }];
  const order: { column: string; order: string }[] = terms.map(({ field, descending }) => ({
    column: SORT_COLUMN[field],
    order: descending ? 'desc' : 'asc',
  }));
  return [...order, { column: 'id', order: order.at(-1)?.order ?? 'asc' }];
}

const STATEMENT_SIZES = [1, 2, 4, 8, 16, 32, 64];

/** Repeats the last id up to the next size, so that a connection prepares seven statements and not one for every length. */
function padded(ids: readonly string[]): string[] {
  const size = STATEMENT_SIZES.find((candidate) => candidate >= ids.length) ?? ids.length;
  return Array.from({ length: size }, (_, index) => ids[Math.min(index, ids.length - 1)] ?? '');
}
