/** Goods of one product at one location. On hand is what stands there; reserved is the part already promised. */
export interface StockLevel {
  locationId: string;
  productId: string;
  sku: string;
  available: number;
  reserved: number;
  version: number;
}

/** Some units of a product. */
export interface Line {
  productId: string;
  sku: string;
  quantity: number;
}

/** Some units of a product, and where they stand. */
export interface Goods extends Line {
  locationId: string;
}

/** A line that cannot be served: what was asked, and what there is. */
export interface ShortLine {
  productId: string;
  sku: string;
  requested: number;
  available: number;
}

export const onHandOf = (level: Pick<StockLevel, 'available' | 'reserved'>): number =>
  level.available + level.reserved;

/** Merges lines of the same product and sorts by product id: every transaction locks in one order (lesson 13). */
export function inLockOrder(lines: readonly Line[]): Line[] {
  const byProduct = new Map<string, Line>();
  for (const line of lines) {
    const known = byProduct.get(line.productId);
    byProduct.set(line.productId, { ...line, quantity: line.quantity + (known?.quantity ?? 0) });
  }
  return [...byProduct.values()].toSorted((a, b) => (a.productId < b.productId ? -1 : 1));
}
