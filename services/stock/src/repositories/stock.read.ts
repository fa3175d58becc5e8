import type { Database } from '@comptoir/service-kit';
import type { Knex } from 'knex';
import type { Reservation } from '../domain/reservation.ts';
import type { StockLevel } from '../domain/stock-level.ts';
import type { ReservationRow } from './reservations.repository.ts';
import { RESERVATION_COLUMNS, reservationOf } from './reservations.repository.ts';

export interface StockListQuery {
  locationId?: string | undefined;
  productId?: string | undefined;
  search?: string | undefined;
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

    list: async ({ locationId, productId, search, page, size, sort }: StockListQuery) => {
      const matching = knex('stock_levels as level').leftJoin(
        'known_products as product',
        'product.product_id',
        'level.product_id',
      );
      if (locationId !== undefined) void matching.where('level.location_id', locationId);
      if (productId !== undefined) void matching.where('level.product_id', productId);
      if (search !== undefined) void matching.where((either) => matchesText(either, search));

      const [{ total } = { total: 0 }] = await matching.clone().count<{ total: number }[]>('* as total');
      const order = sort.length > 0 ? sort : [{ field: 'sku' as const, descending: false }];
      const items = (await matching
        .select(
          'level.location_id as locationId',
          'level.product_id as productId',
          'level.sku',
          'level.available',
          'level.reserved',
        )
        .select('level.version', 'product.name_fr as nameFr', 'product.name_en as nameEn')
        .orderBy(
          order.map(({ field, descending }) => ({
            column: `level.${field}`,
            order: descending ? 'desc' : 'asc',
          })),
        )
        .orderBy('level.product_id')
        .limit(size)
        .offset((page - 1) * size)) as ListedLevel[];
      return { items, page, size, total };
    },

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

    expired: async (limit: number): Promise<Reservation[]> => {
      const rows = await query<ReservationRow>(
        `SELECT ${RESERVATION_COLUMNS} FROM reservations WHERE status = 'held' AND expires_at < NOW(3) ORDER BY expires_at LIMIT ${limit}`,
        [],
      );
      return rows.map(reservationOf);
    },

    activeReservations: async (): Promise<number> => {
      const [row] = await query<{ active: number }>(
        `SELECT COUNT(*) AS active FROM reservations WHERE status = 'held'`,
        [],
      );
      return row?.active ?? 0;
    },
  };
}

export type StockReads = ReturnType<typeof stockReads>;

/** Case and accents do not matter: the columns' collation ignores both. */
function matchesText(either: Knex.QueryBuilder, search: string): void {
  const anywhere = `%${search.replaceAll(/[\\%_]/g, String.raw`\$&`)}%`;
  void either
    .whereILike('product.name_fr', anywhere)
    .orWhereILike('product.name_en', anywhere)
    .orWhereILike('level.sku', anywhere)
    .orWhere('product.barcode', search);
}
