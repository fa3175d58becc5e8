import type { Product } from '@comptoir/contracts/http/product';
import { totalsOf, lineTotalCents } from '@comptoir/pricing';
import { computed, effect, signal } from '@preact/signals';
import { catalogue, catalogueEdition } from '../offline/catalogue.ts';
import { uuidv7 } from '../offline/uuid.ts';

export interface Line {
  productId: string;
  quantity: number;
}

export interface PricedLine extends Line {
  product: Product | undefined;
  lineTotalCents: number;
}

interface Cart {
  /** Id of the sale this cart will become, made before anybody asks to sell it: the same cart is one sale. */
  saleId: string;
  lines: readonly Line[];
}

// Of this tab alone: two tabs with one cart would sell it under one id, and one of the two sales would be lost.
const KEPT = 'comptoir.cart';
const TAB = 'comptoir.tab';
const MOST_UNITS = 999;

export const cart = signal<Cart>(kept() ?? fresh());
/** Line that keys act on, by product. */
export const chosen = signal<string | undefined>(undefined);

effect(() => sessionStorage.setItem(KEPT, JSON.stringify(cart.value)));

/** Lines as the catalogue prices them now. The server prices them again when they are sold. */
export const lines = computed<PricedLine[]>(() => {
  void catalogueEdition.value;
  return cart.value.lines.map((line) => {
    const product = catalogue.byId(line.productId);
    const unitPriceCents = product?.priceCents ?? 0;
    return {
      ...line,
      product,
      lineTotalCents: lineTotalCents({ ...line, unitPriceCents, taxClass: product?.taxClass ?? 'taxable' }),
    };
  });
});

export const totals = computed(() =>
  totalsOf(
    lines.value.map(({ product, quantity }) => ({
      quantity,
      unitPriceCents: product?.priceCents ?? 0,
      taxClass: product?.taxClass ?? 'taxable',
    })),
  ),
);

export function add(productId: string, quantity: number): void {
  const before = cart.value.lines.find((line) => line.productId === productId);
  setQuantity(productId, (before?.quantity ?? 0) + quantity);
}

/** To this many; none takes the line away. */
export function setQuantity(productId: string, quantity: number): void {
  const units = Math.min(quantity, MOST_UNITS);
  const { lines: before } = cart.value;
  const known = before.some((line) => line.productId === productId);
  const after =
    units <= 0
      ? before.filter((line) => line.productId !== productId)
      : known
        ? before.map((line) => (line.productId === productId ? { productId, quantity: units } : line))
        : [...before, { productId, quantity: units }];
  cart.value = { ...cart.value, lines: after };
  chosen.value = units <= 0 ? after.at(-1)?.productId : productId;
}

/** A tab that was duplicated has the cart of the other one: it starts with an empty one of its own. */
export async function claimCart(): Promise<void> {
  const tab = sessionStorage.getItem(TAB) ?? uuidv7();
  const isOurs = await held(`comptoir.cart.${tab}`);
  if (!isOurs) clearCart();
  sessionStorage.setItem(TAB, isOurs ? tab : uuidv7());
}

/** The page before a reload may hold on for a moment. */
const RELOAD_MS = 500;

/** Takes a lock for as long as this page lives; false when another page has it. */
function held(name: string): Promise<boolean> {
  return new Promise((resolve) => {
    const forEver = () => {
      resolve(true);
      return new Promise<never>(() => undefined);
    };
    navigator.locks
      .request(name, { signal: AbortSignal.timeout(RELOAD_MS) }, forEver)
      .catch(() => resolve(false));
  });
}

export function clearCart(): void {
  cart.value = fresh();
  chosen.value = undefined;
}

export function replaceCart(taken: readonly Line[]): void {
  cart.value = { ...fresh(), lines: taken };
  chosen.value = taken.at(-1)?.productId;
}

function fresh(): Cart {
  return { saleId: uuidv7(), lines: [] };
}

function kept(): Cart | undefined {
  try {
    return (JSON.parse(sessionStorage.getItem(KEPT) ?? 'null') as Cart | null) ?? undefined;
  } catch {
    return undefined;
  }
}
