import type { Cart, CartRefusal } from '../domain/cart.ts';
import { EMPTY_TTL_SECONDS, MAX_LINES, MAX_PARKED, MAX_QUANTITY, refused } from '../domain/cart.ts';
import type { CatalogueProduct } from '../domain/catalogue-product.ts';
import type { Visitor } from '../domain/visitor.ts';
import type { Carts, Catalogue, ParkedCarts } from './ports.ts';

interface Kept {
  cart: Cart;
  owner: string | null;
  ttlMs: number;
}

const TTL_MS = { till: 86_400_000, web: 604_800_000 };

/** Carts kept in memory, by the rules of the real ones. */
export function fakeCarts(): { carts: Carts; parkedCarts: ParkedCarts } {
  const kept = new Map<string, Kept>();
  return { carts: openCarts(kept), parkedCarts: waitingCarts(kept) };
}

function openCarts(kept: Map<string, Kept>): Carts {
  return {
    open: async (id, locationId, { owner, kind }, now) => {
      const blank = { id, locationId, lines: [], parkedAt: null, label: null, expiresAt: now, version: 0 };
      const opened = { cart: blank, owner, ttlMs: TTL_MS[kind] };
      kept.set(id, opened);
      return Promise.resolve(change(opened, now, {}));
    },
    find: async (id, visitor) => Promise.resolve(structuredClone(reach(kept, id, visitor).cart)),
    add: async (id, visitor, now, { productId, quantity }) => {
      const found = reachOpen(kept, id, visitor);
      const { lines } = found.cart;
      const before = lines.find((line) => line.productId === productId);
      refuseIf(before === undefined && lines.length >= MAX_LINES, 'full');
      const line = { productId, quantity: quantity + (before?.quantity ?? 0) };
      refuseIf(line.quantity > MAX_QUANTITY, 'tooMany');
      const more =
        before === undefined ? [...lines, line] : lines.map((each) => (each === before ? line : each));
      return Promise.resolve(change(found, now, { lines: more }));
    },
    setQuantity: async (id, visitor, now, wanted, version) => {
      const found = reachOpen(kept, id, visitor);
      const before = found.cart.lines.find(({ productId }) => productId === wanted.productId);
      if (before === undefined) throw refused('noLine');
      if (before.quantity === wanted.quantity) return structuredClone(found.cart);
      refuseIf(version !== undefined && version !== found.cart.version, 'changed');
      const lines = found.cart.lines.map((line) => (line === before ? { ...wanted } : line));
      return Promise.resolve(change(found, now, { lines }));
    },
    remove: async (id, visitor, now, productId) => {
      const found = reachOpen(kept, id, visitor);
      const lines = found.cart.lines.filter((line) => line.productId !== productId);
      if (lines.length === found.cart.lines.length) return structuredClone(found.cart);
      return Promise.resolve(change(found, now, { lines }));
    },
    drop: async (id, visitor) => {
      reach(kept, id, visitor);
      kept.delete(id);
      return Promise.resolve();
    },
    discard: async (id, version) => {
      if (kept.get(id)?.cart.version === version) kept.delete(id);
      return Promise.resolve();
    },
  };
}

function waitingCarts(kept: Map<string, Kept>): ParkedCarts {
  const parkedBy = (owner: string | null): Cart[] =>
    [...kept.values()]
      .filter((each) => each.owner === owner && each.cart.parkedAt !== null)
      .map(({ cart }) => cart);
  const since = (cart: Cart) => cart.parkedAt?.getTime() ?? 0;
  return {
    park: async (id, visitor, now, label) => {
      refuseIf(visitor.owner === null, 'anonymous');
      refuseIf(parkedBy(visitor.owner).filter((cart) => cart.id !== id).length >= MAX_PARKED, 'manyParked');
      const found = reach(kept, id, visitor);
      refuseIf(found.owner === null, 'anonymous');
      if (found.cart.parkedAt !== null) return structuredClone(found.cart);
      refuseIf(found.cart.lines.length === 0, 'empty');
      return Promise.resolve(change(found, now, { parkedAt: now, label }));
    },
    recall: async (id, visitor, now) => {
      const found = reach(kept, id, visitor);
      if (found.cart.parkedAt === null) return structuredClone(found.cart);
      return Promise.resolve(change(found, now, { parkedAt: null, label: null }));
    },
    list: async ({ owner, boundTo }) => {
      const mine = owner === null ? [] : parkedBy(owner);
      const reachable = mine.filter(({ locationId }) => boundTo === null || locationId === boundTo);
      return Promise.resolve(structuredClone(reachable.toSorted((a, b) => since(a) - since(b))));
    },
  };
}

function reach(kept: Map<string, Kept>, id: string, { owner, boundTo }: Visitor): Kept {
  const found = kept.get(id);
  const belongs = found !== undefined && (found.owner === null || found.owner === owner);
  if (!belongs || (boundTo !== null && found.cart.locationId !== boundTo)) throw refused('missing');
  return found;
}

function reachOpen(kept: Map<string, Kept>, id: string, visitor: Visitor): Kept {
  const found = reach(kept, id, visitor);
  refuseIf(found.cart.parkedAt !== null, 'parked');
  return found;
}

function change(found: Kept, now: Date, changes: Partial<Cart>): Cart {
  const changed = { ...found.cart, ...changes, version: found.cart.version + 1 };
  const ttlMs = changed.lines.length === 0 ? Math.min(found.ttlMs, EMPTY_TTL_SECONDS * 1000) : found.ttlMs;
  found.cart = { ...changed, expiresAt: new Date(now.getTime() + ttlMs) };
  return structuredClone(found.cart);
}

function refuseIf(condition: boolean, refusal: CartRefusal): void {
  if (condition) throw refused(refusal);
}

/** A catalogue of these products; `asked` tells which ids it was asked for. */
export function fakeCatalogue(...products: CatalogueProduct[]) {
  const asked: string[] = [];
  const find = (id: string) => {
    asked.push(id);
    return products.find((product) => product.id === id);
  };
  const catalogue: Catalogue = {
    product: async (id) => Promise.resolve(find(id)),
    productOfBarcode: async (barcode) =>
      Promise.resolve(products.find((product) => product.barcode === barcode)),
    products: async (ids) =>
      Promise.resolve(new Map(ids.flatMap((id) => find(id) ?? []).map((product) => [product.id, product]))),
  };
  return { catalogue, asked };
}

export const aProduct = (changes: Partial<CatalogueProduct> = {}): CatalogueProduct => ({
  id: '0193a1b0-0000-7000-8000-000000000001',
  sku: 'TEA-1',
  barcode: null,
  nameFr: 'Thé vert',
  nameEn: 'Green tea',
  taxClass: 'taxable',
  priceCents: 1000,
  active: true,
  version: 1,
  ...changes,
});
