import type { Bindable, Transaction } from '@comptoir/service-kit';
import { execute, isDuplicateKey, selectRows } from '@comptoir/service-kit';
import type { Line, ShortLine, StockLevel } from '../domain/stock-level.ts';
import type { StockLevels } from '../use-cases/ports.ts';

/**
 * One statement moves all lines of a location: `wanted` drives the join, so rows are locked in its order (lesson 13),
 * and the count of matched rows says whether every guard held (lesson 38: multi-row statements halve the cost).
 */
const move = (set: string, guard: string) => (lines: number) =>
  `UPDATE ${wantedRows(lines)} STRAIGHT_JOIN stock_levels AS level
     ON level.location_id = ? AND level.product_id = wanted.product_id
   SET ${set}, level.version = level.version + 1, level.updated_at = NOW(3)
   WHERE ${guard}`;

function wantedRows(lines: number): string {
  const first = 'SELECT CAST(? AS UUID) AS product_id, CAST(? AS INT) AS quantity';
  return `(${[first, ...Array.from({ length: lines - 1 }, () => 'SELECT CAST(? AS UUID), CAST(? AS INT)')].join(' UNION ALL ')}) AS wanted`;
}

const TAKE = move(
  'level.available = level.available - wanted.quantity, level.reserved = level.reserved + wanted.quantity',
  'level.available >= wanted.quantity',
);
const REMOVE = move('level.reserved = level.reserved - wanted.quantity', 'level.reserved >= wanted.quantity');
const GIVE_BACK = move(
  'level.reserved = level.reserved - wanted.quantity, level.available = level.available + wanted.quantity',
  'level.reserved >= wanted.quantity',
);
const ADD = move('level.available = level.available + wanted.quantity', 'TRUE');

const COLUMNS = 'location_id AS locationId, product_id AS productId, sku, available, reserved, version';

export function levelsRepository(trx: Transaction): StockLevels {
  async function moveAll(
    sql: (lines: number) => string,
    locationId: string,
    lines: readonly Line[],
  ): Promise<void> {
    const matched = await execute(trx, sql(lines.length), [...bindings(lines), locationId]);
    if (matched !== lines.length)
      throw new Error(`the levels of ${locationId} do not hold what was promised`);
  }

  return {
    take: async (locationId, lines) => {
      const matched = await execute(trx, TAKE(lines.length), [...bindings(lines), locationId]);
      return matched === lines.length ? [] : shortLines(trx, locationId, lines);
    },
    remove: (locationId, lines) => moveAll(REMOVE, locationId, lines),
    giveBack: (locationId, lines) =>
      lines.length === 0 ? Promise.resolve() : moveAll(GIVE_BACK, locationId, lines),
    add: (locationId, lines) => moveAll(ADD, locationId, lines),
    findForUpdate: async (locationId, productId) => {
      const sql = `SELECT ${COLUMNS} FROM stock_levels WHERE location_id = ? AND product_id = ? FOR UPDATE`;
      const [level] = await selectRows<StockLevel>(trx, sql, [locationId, productId]);
      return level;
    },
    open: async ({ locationId, productId, sku, available, reserved, version }) => {
      try {
        await execute(
          trx,
          `INSERT INTO stock_levels (location_id, product_id, sku, available, reserved, version, updated_at) VALUES (?, ?, ?, ?, ?, ?, NOW(3))`,
          [locationId, productId, sku, available, reserved, version],
        );
        return true;
      } catch (error) {
        if (isDuplicateKey(error)) return false;
        throw error;
      }
    },
    setAvailable: async (locationId, productId, available) => {
      await execute(
        trx,
        'UPDATE stock_levels SET available = ?, version = version + 1, updated_at = NOW(3) WHERE location_id = ? AND product_id = ?',
        [available, locationId, productId],
      );
    },
  };
}

const bindings = (lines: readonly Line[]): Bindable[] =>
  lines.flatMap(({ productId, quantity }) => [productId, quantity]);

/** Asked inside the transaction that is about to roll back: rows whose guard failed still show what there is. */
async function shortLines(
  trx: Transaction,
  locationId: string,
  lines: readonly Line[],
): Promise<ShortLine[]> {
  const marks = lines.map(() => '?').join(', ');
  const taken = await selectRows<{ productId: string; available: number; reserved: number }>(
    trx,
    `SELECT product_id AS productId, available, reserved FROM stock_levels WHERE location_id = ? AND product_id IN (${marks})`,
    [locationId, ...lines.map(({ productId }) => productId)],
  );
  const levels = new Map(taken.map((level) => [level.productId, level]));
  return lines.flatMap(({ productId, sku, quantity }) => {
    const available = levels.get(productId)?.available ?? 0;
    return available < quantity ? [{ productId, sku, requested: quantity, available }] : [];
  });
}
