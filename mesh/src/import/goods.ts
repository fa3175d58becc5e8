import type { ProductInput } from '../seed/internal-shapes.ts';

/** One product read from a file, with the lines it came from. */
export interface Goods {
  product: ProductInput;
  /** Units to open the stock with; absent when the file says nothing of stock. */
  openingQuantity?: number;
  lines: number;
  firstLine: number;
}

/** The longest texts the product service keeps. */
export const MAX_LENGTH = { name: 200, category: 64 };
