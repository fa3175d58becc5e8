import { AppError } from '@comptoir/service-kit';
import type { StockLevel } from '../domain/stock-level.ts';
import { onHandOf } from '../domain/stock-level.ts';
import { stockInsufficient } from './reserve-stock.ts';
import type { Ledger, StockEvents, StockLevels } from './ports.ts';

export interface AdjustStockUnit {
  levels: Pick<StockLevels, 'findForUpdate' | 'open' | 'setAvailable'>;
  ledger: Ledger;
  events: Pick<StockEvents, 'adjusted'>;
}

export interface Adjustment {
  locationId: string;
  product: { id: string; sku: string };
  change: { delta: number } | { onHand: number };
  reason: string;
  actor: string;
}

/**
 * Brings the book in line with the shelf. Goods that are reserved stay reserved: an adjustment that would take them
 * is refused with 409 `stock.insufficient`. A product seen here for the first time starts at 0.
 */
export async function adjustStock(
  unit: AdjustStockUnit,
  { locationId, product, change, reason, actor }: Adjustment,
): Promise<StockLevel> {
  const level = await levelOf(unit, locationId, product);
  const delta = 'delta' in change ? change.delta : change.onHand - onHandOf(level);
  const available = level.available + delta;
  if (available < 0) {
    const short = {
      productId: product.id,
      sku: product.sku,
      requested: -delta,
      available: level.available,
    };
    throw stockInsufficient([short], 'delta' in change ? '/delta' : '/onHand');
  }
  if (delta === 0) return level;

  const adjusted = { ...level, available, version: level.version + 1 };
  await unit.levels.setAvailable(locationId, product.id, available);
  await unit.ledger.append([
    { locationId, productId: product.id, delta, reason: 'adjustment', note: reason, actor },
  ]);
  await unit.events.adjusted(adjusted, delta, reason);
  return adjusted;
}

async function levelOf(
  unit: AdjustStockUnit,
  locationId: string,
  { id, sku }: Adjustment['product'],
): Promise<StockLevel> {
  // Looked for before it is opened: of two who open what is there, each would lock out the other.
  const known = await unit.levels.findForUpdate(locationId, id);
  if (known !== undefined) return known;

  await unit.levels.open({ locationId, productId: id, sku, available: 0, reserved: 0, version: 1 });
  const opened = await unit.levels.findForUpdate(locationId, id);
  if (opened !== undefined) return opened;
  throw new AppError('internal', 'stock.level_missing', 'The level was not found after it was opened.');
}
