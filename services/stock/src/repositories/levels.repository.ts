import type { Bindable, Transaction } from '@comptoir/service-kit';
import { AppError, execute, isCheckViolated, isDuplicateKey, later, selectRows } from '@comptoir/service-kit';
import type { Line, ShortLine, StockLevel } from '../domain/stock-level.ts';
import type { StockLevels } from '../use-cases/ports.ts';

/**
 * One statement moves all lines of a location: `wanted` drives the join, so rows are locked in its order (lesson 13),
 * and the count of matched rows says whether every guard held (lesson 38: multi-row statements halve the cost).
 */
const move =
  (set: string, guard = 'TRUE') =>
  (lines: number) =>
    `UPDATE ${wantedRows(lines)} STRAIGHT_JOIN stock_levels AS level
     ON level.location_id = ? AND level.product_id = wanted.product_id
   SET ${set}, level.version = level.version + 1, level.updated_at = NOW(3)
   WHERE ${guard}`;

function wantedRows(lines: number): string {
  const first = 'SELECT CAST(? AS UUID) AS product_id, CAST(? AS INT) AS quantity';
  return `(${[first, ...Array.from({ length: lines - 1 }, () => 'SELECT CAST(? AS UUID), CAST(? AS INT)')].join(' UNION ALL ')}) AS wanted`;
}

/**
 * Without a guard: `CHECK (available >= 0)` undoes the statement for all lines when one is short. The rows stay locked,
 * so what is read afterwards is what there was, and who is told which line is short is told the truth.
 */
const TAKE = move(
  'level.available = level.available - wanted.quantity, level.reserved = level.reserved + wanted.quantity',
);
const REMOVE = move('level.reserved = level.reserved - wanted.quantity', 'level.reserved >= wanted.quantity');
const GIVE_BACK = move(
  'level.reserved = level.reserved - wanted.quantity, level.available = level.available + wanted.quantity',
  'level.reserved >= wanted.quantity',
);
const ADD = move('level.available = level.available + wanted.quantity');

const OPEN = `INSERT INTO stock_levels (location_id, product_id, sku, available, reserved, version, updated_at)
  VALUES (?, ?, ?, ?, ?, ?, NOW(3))`;
const COLUMNS = 'location_id AS locationId, product_id AS productId, sku, available, reserved, version';

export function levelsRepository(trx: Transaction): StockLevels {
  const moveUnseen = (sql: (lines: number) => string, otherwise?: (locationId: string) => Error) =>
    async function moveAll(locationId: string, lines: readonly Line[]): Promise<void> {
      const rows = lines.length;
      const broken = otherwise && { otherwise: () => otherwise(locationId) };
      later(trx, sql(rows), [...bindings(lines), locationId], { rows, ...broken });
      return Promise.resolve();
    };

  return {
    short: (locationId, lines) => shortNow(trx, locationId, lines),
    take: async (locationId, lines) => {
      try {
        const matched = await execute(trx, TAKE(lines.length), [...bindings(lines), locationId]);
        return matched === lines.length ? [] : await unknownLines(trx, locationId, lines);
      } catch (error) {
        if (!isCheckViolated(error)) throw error;
        return shortNow(trx, locationId, lines);
      }
    },
    takeUnseen: moveUnseen(TAKE),
    remove: moveUnseen(REMOVE, brokenPromise),
    giveBack: moveUnseen(GIVE_BACK, brokenPromise),
    add: moveUnseen(ADD, brokenPromise),
    findForUpdate: async (locationId, productId) => {
      const sql = `SELECT ${COLUMNS} FROM stock_levels WHERE location_id = ? AND product_id = ? FOR UPDATE`;
      const [level] = await selectRows<StockLevel>(trx, sql, [locationId, productId]);
      return level;
    },
    open: async ({ locationId, productId, sku, available, reserved, version }) => {
      try {
        await execute(trx, OPEN, [locationId, productId, sku, available, reserved, version]);
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

const brokenPromise = (locationId: string) =>
  new Error(`the levels of ${locationId} do not hold what was promised`);

const bindings = (lines: readonly Line[]): Bindable[] =>
  lines.flatMap(({ productId, quantity }) => [productId, quantity]);

/** Lines of goods that were never opened here; the others have been taken. */
async function unknownLines(trx: Transaction, locationId: string, lines: readonly Line[]) {
  const known = await availableOf(trx, locationId, lines);
  const unknown = lines.filter(({ productId }) => !known.has(productId));
  if (unknown.length > 0) return shortLines(unknown, known);
  throw new AppError(
    'unavailable',
    'stock.opening',
    'These goods are being opened here at this very moment.',
  );
}

async function shortNow(trx: Transaction, locationId: string, lines: readonly Line[]) {
  return shortLines(lines, await availableOf(trx, locationId, lines));
}

async function availableOf(trx: Transaction, locationId: string, lines: readonly Line[]) {
  const marks = lines.map(() => '?').join(', ');
  const levels = await selectRows<Pick<StockLevel, 'productId' | 'available'>>(
    trx,
    `SELECT product_id AS productId, available FROM stock_levels WHERE location_id = ? AND product_id IN (${marks})`,
    [locationId, ...lines.map(({ productId }) => productId)],
  );
  return new Map(levels.map(({ productId, available }) => [productId, available]));
}

function shortLines(lines: readonly Line[], known: ReadonlyMap<string, number>): ShortLine[] {
  return lines
    .map(({ productId, sku, quantity }) => ({
      productId,
      sku,
      requested: quantity,
      available: known.get(productId) ?? 0,
    }))
    .filter(({ requested, available }) => available < requested);
}
