/** `taxable`: TPS and TVQ. `zeroRated`: basic groceries, neither. `tpsOnly`: printed books, exempt from TVQ. */
export type TaxClass = 'taxable' | 'zeroRated' | 'tpsOnly';

export interface PricedLine {
  quantity: number;
  unitPriceCents: number;
  taxClass: TaxClass;
}

/** Integer cents, CAD. */
export interface Totals {
  subtotalCents: number;
  tpsCents: number;
  tvqCents: number;
  totalCents: number;
}

/** Rates as of 2013, Revenu Québec: TPS 5 %, TVQ 9.975 %, both on the price before tax (lesson 32). In 1/100,000. */
const TPS_RATE = 5_000;
const TVQ_RATE = 9_975;
const RATE_UNIT = 100_000;

export const lineTotalCents = ({ quantity, unitPriceCents }: PricedLine): number => quantity * unitPriceCents;

/** Totals of a basket. Each tax is rounded once, half up, on the sum it applies to: as on the receipt, not line by line. */
export function totalsOf(lines: readonly PricedLine[]): Totals {
  const sum = (classes: readonly TaxClass[]) =>
    lines
      .filter(({ taxClass }) => classes.includes(taxClass))
      .reduce((cents, line) => cents + lineTotalCents(line), 0);
  const subtotalCents = sum(['taxable', 'tpsOnly', 'zeroRated']);
  const tpsCents = taxOn(sum(['taxable', 'tpsOnly']), TPS_RATE);
  const tvqCents = taxOn(sum(['taxable']), TVQ_RATE);
  return { subtotalCents, tpsCents, tvqCents, totalCents: subtotalCents + tpsCents + tvqCents };
}

function taxOn(cents: number, rate: number): number {
  return Math.floor((cents * rate + RATE_UNIT / 2) / RATE_UNIT);
}

const SMALLEST_COIN_CENTS = 5;

/** What paying `cents` in coins adds (-2 to 2): Canada has no cent since 2013, so cash goes to the nearest 0.05. */
export function cashRoundingCents(cents: number): number {
  return Math.round(cents / SMALLEST_COIN_CENTS) * SMALLEST_COIN_CENTS - cents;
}
