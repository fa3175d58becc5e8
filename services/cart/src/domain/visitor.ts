import type { Actor } from '@comptoir/service-kit';
import { AppError } from '@comptoir/service-kit';

/** Who asks, as far as carts care. */
export interface Visitor {
  /** Id of the signed-in person; null for a stranger, who reaches the carts of nobody by knowing their id. */
  owner: string | null;
  /** The only location whose carts this person reaches; null when any. */
  boundTo: string | null;
  kind: 'till' | 'web';
}

const STRANGER: Visitor = { owner: null, boundTo: null, kind: 'web' };

/** Throws 403 `role.forbidden` for those who neither sell nor buy. */
export function visitorOf(actor: Actor | undefined): Visitor {
  if (actor === undefined) return STRANGER;
  if (actor.role === 'customer') return { owner: actor.sub, boundTo: null, kind: 'web' };
  if (actor.role === 'clerk' || actor.role === 'manager') {
    // Staff without a location reach none: no cart is of the location ''.
    return { owner: actor.sub, boundTo: actor.locationId ?? '', kind: 'till' };
  }
  throw new AppError('forbidden', 'role.forbidden', `The role ${actor.role} has no carts.`);
}
