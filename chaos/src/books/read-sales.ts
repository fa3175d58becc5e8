import { z } from 'zod';
import type { Databases } from './databases.ts';
import type { ChargeRow, StrayCharge } from './money-book.ts';
import type { TillRow } from './receipts-book.ts';
import type { SagaRow } from './sagas-book.ts';
import type { SaleRow } from './sales-book.ts';

const saleRow = z.object({
  id: z.string(),
  status: z.string(),
  receiptNumber: z.string().nullable(),
  totalCents: z.number(),
  chargedCents: z.number(),
  charges: z.number(),
  units: z.number(),
  lines: z.number(),
});
const SALES = `WITH goods AS (
    SELECT s.id, COUNT(*) AS times, SUM(l.quantity) AS units FROM sale.sales s,
      JSON_TABLE(s.\`lines\`, '$[*]' COLUMNS (quantity INT PATH '$.quantity')) l GROUP BY s.id
  ), money AS (
    SELECT s.id, SUM(t.type <> 'cash') AS times, SUM(IF(t.type = 'cash', 0, t.cents)) AS cents FROM sale.sales s,
      JSON_TABLE(s.tenders, '$[*]' COLUMNS (type VARCHAR(10) PATH '$.type', cents BIGINT PATH '$.amountCents')) t GROUP BY s.id
  )
  SELECT s.id, s.status, s.receipt_number AS receiptNumber, s.total_cents AS totalCents, money.cents AS chargedCents,
    money.times AS charges, goods.units, goods.times AS \`lines\`
  FROM sale.sales s JOIN goods ON goods.id = s.id JOIN money ON money.id = s.id`;

export const readSales = async ({ rows }: Databases): Promise<SaleRow[]> =>
  z.array(saleRow).parse(await rows(SALES));

const sagaRow = z.object({
  id: z.string(),
  kind: z.string(),
  state: z.string(),
  saleId: z.string(),
  saleStatus: z.string().nullable(),
  reservation: z.string().nullable(),
  ended: z.coerce.boolean(),
});
const SAGAS = `SELECT g.id, g.kind, g.state, g.sale_id AS saleId, s.status AS saleStatus, r.status AS reservation,
    g.ended_at IS NOT NULL AS ended
  FROM sale.sagas g LEFT JOIN sale.sales s ON s.id = g.sale_id LEFT JOIN stock.reservations r ON r.id = g.id`;

export const readSagas = async ({ rows }: Databases): Promise<SagaRow[]> =>
  z.array(sagaRow).parse(await rows(SAGAS));

const chargeRow = z.object({
  id: z.string(),
  reference: z.string(),
  status: z.string(),
  amountCents: z.number(),
  providerStatus: z.string().nullable(),
  providerCents: z.number().nullable(),
  byCard: z.coerce.boolean(),
});
const CHARGES = `SELECT c.id, c.reference, c.status, c.amount_cents AS amountCents, p.status AS providerStatus,
    p.amount_cents AS providerCents, c.means <=> 'card' AS byCard
  FROM payment.charges c LEFT JOIN payment.simulated_provider_charges p ON p.idempotency_key = c.provider_key`;
const STRAYS = `SELECT p.idempotency_key AS \`key\`, p.status FROM payment.simulated_provider_charges p
  LEFT JOIN payment.charges c ON c.provider_key = p.idempotency_key WHERE c.id IS NULL`;

export const readCharges = async ({ rows }: Databases): Promise<ChargeRow[]> =>
  z.array(chargeRow).parse(await rows(CHARGES));

export const readStrays = async ({ rows }: Databases): Promise<StrayCharge[]> =>
  z.array(z.object({ key: z.string(), status: z.string() })).parse(await rows(STRAYS));

const tillRow = z.object({
  till: z.string(),
  receipts: z.number(),
  different: z.number(),
  first: z.number(),
  last: z.number(),
  counter: z.number(),
});
const TILLS = `SELECT s.till, COUNT(*) AS receipts, COUNT(DISTINCT s.number) AS different, MIN(s.number) AS first,
    MAX(s.number) AS last, COALESCE(MAX(c.last_number), 0) AS counter
  FROM (SELECT till, CAST(SUBSTRING_INDEX(receipt_number, '-', -1) AS UNSIGNED) AS number FROM sale.sales
    WHERE receipt_number IS NOT NULL) s LEFT JOIN sale.receipt_counters c ON c.till = s.till GROUP BY s.till`;

export const readTills = async ({ rows }: Databases): Promise<TillRow[]> =>
  z.array(tillRow).parse(await rows(TILLS));
