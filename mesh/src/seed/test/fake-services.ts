import { createHash } from 'node:crypto';
import { giftCardCode } from '@comptoir/contracts/http/payment';
import { locationsUpsert } from '@comptoir/contracts/http/location';
import { openingsRequest } from '@comptoir/contracts/http/stock';
import { cents, sku, taxClass, text } from '@comptoir/contracts/primitives';
import { z } from 'zod';
import type { GiftCardInput, LocationInput, ProductInput, UserInput } from '../internal-shapes.ts';

const role = z.enum(['clerk', 'manager', 'headOffice', 'logistics', 'supplier', 'customer', 'operator']);
const bulk = <T extends z.ZodType>(item: T) => z.array(item).min(1).max(500);

const usersBody = z.strictObject({
  users: bulk(
    z.strictObject({
      username: z.string().regex(/^[a-z0-9][a-z0-9.-]{2,39}$/),
      password: z.string().min(12),
      role,
      locationId: z.uuid().exactOptional(),
      displayName: text(80),
    }),
  ),
});
const productsBody = z.strictObject({
  products: bulk(
    z.strictObject({
      sku,
      barcode: z
        .string()
        .regex(/^\d{13}$/)
        .exactOptional(),
      nameFr: text(200),
      nameEn: text(200),
      category: text(64),
      taxClass,
      priceCents: cents,
    }),
  ),
});
const giftCardsBody = z.strictObject({
  giftCards: bulk(z.strictObject({ code: giftCardCode, balanceCents: cents })),
});

interface Answer {
  status: number;
  body: object;
}

export interface FakeServices {
  users: Map<string, UserInput>;
  locations: Map<string, LocationInput>;
  products: Map<string, ProductInput>;
  /** Units by `<location code> <sku>`. */
  openings: Map<string, number>;
  giftCards: Map<string, GiftCardInput>;
  answer: (route: string, body: unknown) => Answer;
}

/** What auth, location, product, stock and payment promise of their bulk routes: all of a body or nothing of it. */
export function createFakeServices(): FakeServices {
  const users = new Map<string, UserInput>();
  const locations = new Map<string, LocationInput>();
  const products = new Map<string, ProductInput>();
  const openings = new Map<string, number>();
  const giftCards = new Map<string, GiftCardInput>();

  const routes: Record<string, (body: unknown) => Answer> = {
    'PUT /auth/internal/users': (body) =>
      ok(usersBody.parse(body).users, (user) => {
        const created = !users.has(user.username);
        if (created) users.set(user.username, user);
        return { id: idFor(user.username), username: user.username, created };
      }),
    'PUT /location/internal/locations': (body) =>
      ok(locationsUpsert.parse(body).locations, (location) => {
        const { code, registers } = location;
        locations.set(code, location);
        return {
          id: idFor(code),
          code,
          registers: registers.map(({ number }) => ({ id: idFor(`${code} ${number}`), number })),
        };
      }),
    'GET /location/internal/locations': () =>
      ok([...locations.values()], ({ code, type }) => ({ id: idFor(code), code, type })),
    'PUT /product/internal/products': (body) => putProducts(products, productsBody.parse(body).products),
    'PUT /stock/internal/openings': (body) =>
      ok(openingsRequest.parse(body).openings, ({ locationId, productId, sku: code, quantity }) => {
        const place = [...locations.keys()].find((known) => idFor(known) === locationId);
        const key = `${place} ${code}`;
        const outcome = openings.has(key) ? 'exists' : 'opened';
        if (outcome === 'opened') openings.set(key, quantity);
        return { locationId, productId, outcome };
      }),
    'PUT /payment/internal/gift-cards': (body) =>
      ok(giftCardsBody.parse(body).giftCards, (card) => {
        if (!giftCards.has(card.code)) giftCards.set(card.code, card);
        return { code: card.code };
      }),
  };

  return {
    users,
    locations,
    products,
    openings,
    giftCards,
    answer: (route, body) => {
      try {
        return routes[route]?.(body) ?? { status: 404, body: { code: 'route.unknown', detail: route } };
      } catch (error) {
        if (!(error instanceof z.ZodError)) throw error;
        return { status: 422, body: { code: 'request.invalid', detail: error.message } };
      }
    },
  };
}

function putProducts(products: Map<string, ProductInput>, wanted: ProductInput[]): Answer {
  const taken = wanted.find(
    ({ sku: own, barcode }) =>
      barcode !== undefined &&
      [...products.values()].some((other) => other.barcode === barcode && other.sku !== own),
  );
  if (taken !== undefined) return { status: 409, body: { code: 'product.barcode_taken', detail: taken.sku } };

  return ok(wanted, (product) => {
    const before = products.get(product.sku);
    products.set(product.sku, product);
    const unchanged = JSON.stringify(before) === JSON.stringify(product);
    return { id: idFor(product.sku), sku: product.sku, outcome: outcomeOf(before !== undefined, unchanged) };
  });
}

function outcomeOf(existed: boolean, unchanged: boolean): string {
  if (!existed) return 'created';
  return unchanged ? 'unchanged' : 'updated';
}

function ok<T>(items: T[], answer: (item: T) => object): Answer {
  return { status: 200, body: { items: items.map(answer) } };
}

/** A UUID that is always the same for the same name. */
export function idFor(name: string): string {
  const hex = createHash('sha256').update(name).digest('hex');
  return `${hex.slice(0, 8)}-${hex.slice(8, 12)}-7${hex.slice(13, 16)}-8${hex.slice(17, 20)}-${hex.slice(20, 32)}`;
}
