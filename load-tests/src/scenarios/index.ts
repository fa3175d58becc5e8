import { browse } from './browse.ts';
import { cart } from './cart.ts';
import { checkout } from './checkout.ts';
import { flashSale } from './flash-sale.ts';
import { mixed } from './mixed.ts';
import type { Scenario } from './scenario.ts';
import { stock } from './stock.ts';

const all: readonly Scenario[] = [browse, stock, cart, checkout, mixed, flashSale];

export const scenarios: ReadonlyMap<string, Scenario> = new Map(
  all.map((scenario) => [scenario.name, scenario]),
);
