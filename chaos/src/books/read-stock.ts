import { z } from 'zod';
import { NOTE } from '../clients/adjust.ts';
import type { Databases } from './databases.ts';
import type { StockRows } from './stock-book.ts';

const SHELVES = `WITH moved AS (
    SELECT location_id, product_id, SUM(delta) AS units FROM stock.stock_ledger GROUP BY location_id, product_id
  ), held AS (
    SELECT r.location_id, l.product_id, SUM(l.quantity) AS units FROM stock.reservations r,
      JSON_TABLE(r.\`lines\`, '$[*]' COLUMNS (product_id CHAR(36) PATH '$.productId', quantity INT PATH '$.quantity')) l
    WHERE r.status = 'held' GROUP BY r.location_id, l.product_id
  )
  SELECT CONCAT(s.location_id, '/', s.sku) AS shelf, s.available, s.reserved, COALESCE(moved.units, 0) AS ledger,
    COALESCE(held.units, 0) AS held
  FROM stock.stock_levels s LEFT JOIN moved USING (location_id, product_id) LEFT JOIN held USING (location_id, product_id)`;
const MOVEMENTS = `SELECT reference AS saleId, reason, COUNT(*) AS \`lines\`, SUM(delta) AS delta FROM stock.stock_ledger
  WHERE reason IN ('sale', 'saleCancelled') GROUP BY reference, reason`;
const ADJUSTMENTS = `SELECT note, COUNT(*) AS times, SUM(delta) AS delta FROM stock.stock_ledger
  WHERE reason = 'adjustment' AND note LIKE ? GROUP BY note`;
const EXPIRED = "SELECT id FROM stock.reservations WHERE status = 'held' AND expires_at < NOW(3)";

const shelf = z.object({
  shelf: z.string(),
  available: z.number(),
  reserved: z.number(),
  ledger: z.number(),
  held: z.number(),
});
const movement = z.object({ saleId: z.string(), reason: z.string(), lines: z.number(), delta: z.number() });
const adjustment = z.object({ note: z.string(), times: z.number(), delta: z.number() });

export async function readStock({ rows }: Databases): Promise<StockRows> {
  return {
    shelves: z.array(shelf).parse(await rows(SHELVES)),
    movements: z.array(movement).parse(await rows(MOVEMENTS)),
    adjustments: z.array(adjustment).parse(await rows(ADJUSTMENTS, [`${NOTE}%`])),
    expired: (await rows(EXPIRED)).map(({ id }) => String(id)),
  };
}
