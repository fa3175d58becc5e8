import { searchWords } from '@comptoir/search-text';
import type { Database } from '@comptoir/service-kit';
import type { Knex } from 'knex';
import type { StockLevel } from '../domain/stock-level.ts';

export interface LevelFilter {
  locationId?: string | undefined;
  productId?: string | undefined;
  /** Words, each a part of a name, of the SKU or of the barcode, as in the catalogue. */
  search?: string | undefined;
}

export interface LevelListQuery extends LevelFilter {
  page: number;
  size: number;
  sort: { field: 'sku' | 'available'; descending: boolean }[];
}

export type ListedLevel = StockLevel & { nameFr: string | null; nameEn: string | null };

export interface LedgerRow {
  id: string;
  delta: number;
  reason: string;
  note: string | null;
  actor: string | null;
  reference: string | null;
  at: Date;
}

const LISTED_LEVEL: Record<keyof ListedLevel, string> = {
  locationId: 'level.location_id',
  productId: 'level.product_id',
  sku: 'level.sku',
  available: 'level.available',
  reserved: 'level.reserved',
  version: 'level.version',
  nameFr: 'product.name_fr',
  nameEn: 'product.name_en',
};

/** Reads that feed screens; always the database's word, never a cache's. */
export function stockReads({ knex, query }: Database) {
  return {
    level: async (locationId: string, productId: string): Promise<StockLevel | undefined> => {
      const [level] = await query<StockLevel>(
        'SELECT location_id AS locationId, product_id AS productId, sku, available, reserved, version FROM stock_levels WHERE location_id = ? AND product_id = ?',
        [locationId, productId],
      );
      return level;
    },

    /** By SKU unless told otherwise. */
    list: async ({ page, size, sort, ...filter }: LevelListQuery) => {
      const matching = matchingLevels(knex, filter);
      const [{ total } = { total: 0 }] = await matching.clone().count<{ total: number }[]>('* as total');
      for (const { field, descending } of sort)
        void matching.orderBy(`level.${field}`, descending ? 'desc' : 'asc');
      const items = (await matching
        .select(LISTED_LEVEL)
        .orderBy(['level.sku', 'level.product_id', 'level.location_id'])
        .limit(size)
        .offset((page - 1) * size)) as ListedLevel[];
      return { items, page, size, total };
    },

    /** Newest first. */
    ledger: async (locationId: string, productId: string, page: number, size: number) => {
      const entries = knex('stock_ledger').where({ location_id: locationId, product_id: productId });
      const [{ total } = { total: 0 }] = await entries.clone().count<{ total: number }[]>('* as total');
      const items = (await entries
        .select('id', 'delta', 'reason', 'note', 'actor', 'reference', 'created_at as at')
        .orderBy('id', 'desc')
        .limit(size)
        .offset((page - 1) * size)) as LedgerRow[];
      return { items, page, size, total };
    },
  };
}

export type StockReads = ReturnType<typeof stockReads>;

function matchingLevels(knex: Knex, { locationId, productId, search }: LevelFilter): Knex.QueryBuilder {
  const matching = knex('stock_levels as level').leftJoin(
    'known_products as product',
    'product.product_id',
    'level.product_id',
  );
  if (locationId !== undefined) void matching.where('level.location_id', locationId);
  if (productId !== undefined) void matching.where('level.product_id', productId);
  // Goods whose product nobody has told of yet are found by their SKU.
  for (const word of searchWords(search ?? ''))
    void matching.whereRaw('LOCATE(?, COALESCE(product.search_text, LOWER(level.sku))) > 0', [
      Buffer.from(word),
    ]);
  return matching;
}
