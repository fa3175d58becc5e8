import type { Product } from './shapes.ts';

export interface BasketLine {
  product: Pick<Product, 'priceCents' | 'taxClass'>;
  quantity: number;
}

export interface Totals {
  subtotalCents: number;
  tpsCents: number;
  tvqCents: number;
  totalCents: number;
}

const cents = (hundredThousandths: number) => Math.floor((hundredThousandths + 50_000) / 100_000);

/**
 * What a basket must come to, worked out here from lesson 32 and not with the services' own package: TPS 5 % and TVQ
 * 9.975 %, both on the price before tax, each rounded once on the whole basket.
 */
export function totalsOf(lines: readonly BasketLine[]): Totals {
  const sum = (taxed: (line: BasketLine) => boolean) =>
    lines.filter(taxed).reduce((total, { product, quantity }) => total + product.priceCents * quantity, 0);
  const subtotalCents = sum(() => true);
  const tpsCents = cents(sum(({ product }) => product.taxClass !== 'zeroRated') * 5_000);
  const tvqCents = cents(sum(({ product }) => product.taxClass === 'taxable') * 9_975);
  return { subtotalCents, tpsCents, tvqCents, totalCents: subtotalCents + tpsCents + tvqCents };
}

/** What cash rounding adds (or takes, when negative) to pay a total in coins of five cents. */
export const cashRoundingCents = (totalCents: number): number => Math.round(totalCents / 5) * 5 - totalCents;
