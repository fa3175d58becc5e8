import { createHash } from 'node:crypto';
import type { Connection, ResultSetHeader } from 'mysql2/promise';
import { v7 } from 'uuid';

// The tables of a checkout with only the columns it writes.
export const SCHEMA = [
  `CREATE TABLE idempotency_keys (id VARCHAR(255) PRIMARY KEY, request_hash CHAR(64) NOT NULL, created_at DATETIME(3) NOT NULL)`,
  `CREATE TABLE stock_levels (location_id UUID NOT NULL, product_id UUID NOT NULL, available INT NOT NULL,
     version INT UNSIGNED NOT NULL DEFAULT 1, PRIMARY KEY (location_id, product_id), CHECK (available >= 0))`,
  `CREATE TABLE sales (id UUID PRIMARY KEY, location_id UUID NOT NULL, register_id UUID NOT NULL, status VARCHAR(12) NOT NULL,
     subtotal_cents INT NOT NULL, tps_cents INT NOT NULL, tvq_cents INT NOT NULL, rounding_cents INT NOT NULL,
     total_cents INT NOT NULL, created_at DATETIME(3) NOT NULL, KEY (location_id, created_at))`,
  `CREATE TABLE sale_lines (sale_id UUID NOT NULL, line_number SMALLINT NOT NULL, product_id UUID NOT NULL, quantity INT NOT NULL,
     unit_price_cents INT NOT NULL, PRIMARY KEY (sale_id, line_number))`,
  `CREATE TABLE outbox (id UUID PRIMARY KEY, type VARCHAR(80) NOT NULL, subject VARCHAR(80) NOT NULL, payload MEDIUMTEXT NOT NULL,
     created_at DATETIME(3) NOT NULL, published_at DATETIME(3) NULL, KEY (published_at, id))`,
];

export interface SqlBasket {
  locationId: string;
  registerId: string;
  /** Three different products. */
  productIds: readonly string[];
}

const PRICE_CENTS = 499;
const TOTALS = [1497, 75, 149, -1, 1720];

/**
 * One checkout, as few statements as its rows allow: key, three guarded levels in one multi-row UPDATE (which locks in
 * primary key order), sale, lines, event; seven round trips. Throws, rolled back, when a level would go below zero.
 */
export async function sqlCheckout(
  connection: Connection,
  { locationId, registerId, productIds }: SqlBasket,
): Promise<void> {
  const saleId = v7();
  const hash = createHash('sha256').update(`${locationId}${productIds.join()}`).digest('hex');
  const payload = JSON.stringify({ saleId, locationId, registerId, lines: productIds, totals: TOTALS });
  await connection.query('START TRANSACTION');
  try {
    await connection.execute('INSERT INTO idempotency_keys VALUES (?, ?, UTC_TIMESTAMP(3))', [v7(), hash]);
    const [taken] = await connection.execute<ResultSetHeader>(
      `UPDATE stock_levels SET available = available - 1, version = version + 1
       WHERE location_id = ? AND product_id IN (?, ?, ?) AND available >= 1`,
      [locationId, ...productIds],
    );
    if (taken.affectedRows !== productIds.length) throw new Error('stock.insufficient');
    await connection.execute(
      `INSERT INTO sales VALUES (?, ?, ?, 'completed', ?, ?, ?, ?, ?, UTC_TIMESTAMP(3))`,
      [saleId, locationId, registerId, ...TOTALS],
    );
    await connection.execute(
      'INSERT INTO sale_lines VALUES (?, 1, ?, 1, ?), (?, 2, ?, 1, ?), (?, 3, ?, 1, ?)',
      productIds.flatMap((productId) => [saleId, productId, PRICE_CENTS]),
    );
    await connection.execute(
      `INSERT INTO outbox VALUES (?, 'sale.recorded.v1', ?, ?, UTC_TIMESTAMP(3), NULL)`,
      [v7(), saleId, payload],
    );
    await connection.query('COMMIT');
  } catch (error) {
    await connection.query('ROLLBACK');
    throw error;
  }
}
