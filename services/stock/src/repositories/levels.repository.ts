import type { Transaction } from '@comptoir/service-kit';
import { execute, isDuplicateKey, later, selectRows } from '@comptoir/service-kit';
import type { Goods, Line, ShortLine, StockLevel } from '../domain/stock-level.ts';
import type { StockLevels } from '../use-cases/ports.ts';

/**
 * One statement moves all that is wanted, wherever it is, locking rows in the order given (lesson 13). It is an insert
 * whose every row is there already: found by its key, each is changed where it stands, at a third of the cost of an UPDATE
 * that joins a list. A row that had to be inserted counts once instead of twice, which breaks the guard and undoes it; a
 * level that would go below zero is refused by the table's CHECKs.
 */
const move = (set: string) => (lines: number) =>
  `INSERT INTO stock_levels (location_id, product_id, sku, available, version, updated_at)
   VALUES ${Array.from({ length: lines }, () => '(?, ?, ?, ?, 1, NOW(3))').join(', ')}
   ON DUPLICATE KEY UPDATE ${set}, version = version + 1, updated_at = NOW(3)`;
const WANTED = 'VALUE(available)';
const COUNT_OF_A_CHANGED_ROW = 2;

const TAKE = move(`available = available - ${WANTED}, reserved = reserved + ${WANTED}`);
const REMOVE = move(`reserved = reserved - ${WANTED}`);
const GIVE_BACK = move(`available = available + ${WANTED}, reserved = reserved - ${WANTED}`);
const ADD = move(`available = available + ${WANTED}`);

const OPEN = `INSERT INTO stock_levels (location_id, product_id, sku, available, reserved, version, updated_at)
  VALUES (?, ?, ?, ?, ?, ?, NOW(3))`;
const COLUMNS = 'location_id AS locationId, product_id AS productId, sku, available, reserved, version';

export function levelsRepository(trx: Transaction): StockLevels {
  const moving =
    (sql: (lines: number) => string, otherwise?: () => Error) =>
    async (goods: readonly Goods[]): Promise<void> => {
      const values = goods.flatMap(({ locationId, productId, sku, quantity }) => [
        locationId,
        productId,
        sku,
        quantity,
      ]);
      const affected = COUNT_OF_A_CHANGED_ROW * goods.length;
      if (affected > 0) later(trx, sql(goods.length), values, { affected, ...(otherwise && { otherwise }) });
      return Promise.resolve();
    };

  return {
    short: async (locationId, lines) => shortLines(lines, await availableOf(trx, locationId, lines, '')),
    shortForUpdate: async (locationId, lines) =>
      shortLines(lines, await availableOf(trx, locationId, lines, ' FOR UPDATE')),
    take: moving(TAKE),
    remove: moving(REMOVE, brokenPromise),
    giveBack: moving(GIVE_BACK, brokenPromise),
    add: moving(ADD, brokenPromise),
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

const brokenPromise = () => new Error('the levels do not hold what was promised');

async function availableOf(
  trx: Transaction,
  locationId: string,
  lines: readonly Line[],
  lock: '' | ' FOR UPDATE',
) {
  const marks = lines.map(() => '?').join(', ');
  const levels = await selectRows<Pick<StockLevel, 'productId' | 'available'>>(
    trx,
    `SELECT product_id AS productId, available FROM stock_levels
     WHERE location_id = ? AND product_id IN (${marks}) ORDER BY product_id${lock}`,
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
