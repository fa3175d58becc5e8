import { z } from 'zod';
import type { Cart } from '../domain/cart.ts';
import type { Visitor } from '../domain/visitor.ts';

/** A cart as Redis keeps it: with whose it is, '' when anybody's who knows its id. */
export interface KeptCart {
  owner: string;
  cart: Cart;
}

const integer = z.string().regex(/^\d+$/).transform(Number);
const fields = z.object({
  owner: z.string(),
  locationId: z.string(),
  version: integer,
  expiresAt: integer,
  parkedAt: z.string(),
  label: z.string(),
  lines: z.array(z.string()),
});

/** Reads the text that `cart.scripts.ts` describes. */
export function keptCartOf(id: string, text: string): KeptCart {
  const [owner, locationId, , version, expiresAt, parkedAt, label, ...lines] = text.split('|');
  const kept = fields.parse({ owner, locationId, version, expiresAt, parkedAt, label, lines });
  return {
    owner: kept.owner,
    cart: {
      id,
      locationId: kept.locationId,
      lines: kept.lines.map(lineOf),
      parkedAt: kept.parkedAt === '' ? null : new Date(Number(kept.parkedAt)),
      label: kept.label === '' ? null : decodeURIComponent(kept.label),
      expiresAt: new Date(kept.expiresAt),
      version: kept.version,
    },
  };
}

/** What people write must not look like the text around it. */
export const labelText = (label: string): string => encodeURIComponent(label);

/** The rule that the scripts apply before a change, for reads. */
export function isReachable({ owner: whose, cart }: KeptCart, { owner, boundTo }: Visitor): boolean {
  return (whose === '' || whose === owner) && (boundTo === null || cart.locationId === boundTo);
}

function lineOf(line: string): Cart['lines'][number] {
  const colon = line.indexOf(':');
  return { productId: line.slice(0, colon), quantity: Number(line.slice(colon + 1)) };
}
