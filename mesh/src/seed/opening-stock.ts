import { createHash } from 'node:crypto';
import type { LocationType } from './internal-shapes.ts';

interface Range {
  least: number;
  most: number;
}

/** What spoils is bought often and little. */
const FRESH = new Set(['produce', 'dairy', 'bakery', 'meat', 'seafood']);
const SHELF: Record<'fresh' | 'lasting', Range> = {
  fresh: { least: 24, most: 90 },
  lasting: { least: 40, most: 240 },
};
/** The logistics centre feeds all shops. */
const CENTRE_FACTOR = 10;

/** Units a location opens with: varied, and the same on every machine and every run. */
export function openingQuantity(
  product: { sku: string; category: string },
  location: { code: string; type: LocationType },
): number {
  const { least, most } = SHELF[FRESH.has(product.category) ? 'fresh' : 'lasting'];
  const spread = createHash('sha256').update(`${product.sku}@${location.code}`).digest().readUInt32BE(0);
  const onShelf = least + (spread % (most - least + 1));
  return location.type === 'logistics' ? onShelf * CENTRE_FACTOR : onShelf;
}
