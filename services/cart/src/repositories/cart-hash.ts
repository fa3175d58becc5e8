import { z } from 'zod';
import type { Cart } from '../domain/cart.ts';
import { isRefusal, refused } from '../domain/cart.ts';
import type { Visitor } from '../domain/visitor.ts';
import { FIELDS } from './cart.scripts.ts';

export type CartHash = Record<string, string>;

const NOT_PRODUCTS = new Set<string>(FIELDS);
const flatPairs = z.array(z.string());
const fields = z.object({
  location: z.string(),
  version: z.coerce.number(),
  parkedAt: z.string(),
  label: z.string(),
  expiresAt: z.coerce.number(),
});

/** The hash a script answers, as names and values in turn; throws the refusal when it answers one. */
export function hashOfReply(reply: unknown): CartHash {
  if (typeof reply === 'string' && isRefusal(reply)) throw refused(reply);
  const pairs = flatPairs.parse(reply);
  const hash: CartHash = {};
  for (let at = 0; at < pairs.length; at += 2) hash[pairs[at] ?? ''] = pairs[at + 1] ?? '';
  return hash;
}

/** The rule that the scripts apply before a change, for reads. An absent cart is an empty hash. */
export function isReachable(hash: CartHash, { owner, boundTo }: Visitor): boolean {
  const belongs = hash['owner'] === '' || (owner !== null && hash['owner'] === owner);
  return belongs && (boundTo === null || hash['location'] === boundTo);
}

export function cartOfHash(id: string, hash: CartHash): Cart {
  const { location, version, parkedAt, label, expiresAt } = fields.parse(hash);
  return {
    id,
    locationId: location,
    lines: linesOf(hash),
    parkedAt: parkedAt === '' ? null : new Date(Number(parkedAt)),
    label: label === '' ? null : label,
    expiresAt: new Date(expiresAt),
    version,
  };
}

/** In the order in which they were put in: a hash keeps none. */
function linesOf(hash: CartHash): Cart['lines'] {
  return Object.entries(hash)
    .filter(([name]) => !NOT_PRODUCTS.has(name))
    .map(([productId, line]) => {
      const [place = '', quantity = ''] = line.split(':');
      return { productId, place: Number(place), quantity: Number(quantity) };
    })
    .toSorted((a, b) => a.place - b.place)
    .map(({ productId, quantity }) => ({ productId, quantity }));
}
