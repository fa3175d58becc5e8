import type { Ledger, StockLevels } from './ports.ts';

export interface OpenLevelsUnit {
  levels: Pick<StockLevels, 'open'>;
  ledger: Ledger;
}

export interface Opening {
  locationId: string;
  productId: string;
  sku: string;
  quantity: number;
}

export type Opened = Opening & { outcome: 'opened' | 'exists' };

/** Gives products their first stock; a level that exists is left as it is, so an import can run again. */
export async function openLevels(unit: OpenLevelsUnit, openings: readonly Opening[]): Promise<Opened[]> {
  const results: Opened[] = [];
  for (const { quantity, ...opening } of openings) {
    const isNew = await unit.levels.open({ ...opening, available: quantity, reserved: 0, version: 1 });
    results.push({ ...opening, quantity, outcome: isNew ? 'opened' : 'exists' });
  }
  const opened = results.filter(({ outcome, quantity }) => outcome === 'opened' && quantity > 0);
  await unit.ledger.append(
    opened.map(({ locationId, productId, quantity }) => ({
      locationId,
      productId,
      delta: quantity,
      reason: 'opening',
    })),
  );
  return results;
}
