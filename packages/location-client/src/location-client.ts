import type { LocationWithRegisters } from '@comptoir/contracts/http/location';
import { locationWithRegisters } from '@comptoir/contracts/http/location';
import type { Context, ServiceClient } from '@comptoir/service-kit';
import { AppError } from '@comptoir/service-kit';
import { LRUCache } from 'lru-cache';

export interface LocationClient {
  /**
   * An open location with its registers, as it was at most half a minute ago. Throws 422 `location.unknown` when there is
   * no such location, or it is closed.
   */
  find(id: string, context: Context): Promise<LocationWithRegisters>;
  /** The next `find` asks again: what the caller looked for may be newer than what is remembered. */
  forget(id: string): void;
}

/** Shops and registers change once in months: half a minute of memory saves a call on nearly every request. */
const REMEMBER_MS = 30_000;
const MOST_REMEMBERED = 1_000;

/** Asks location, by its internal listener. */
export function locationClient(http: ServiceClient): LocationClient {
  const known = new LRUCache<string, LocationWithRegisters>({ max: MOST_REMEMBERED, ttl: REMEMBER_MS });
  return {
    find: async (id, context) => {
      const remembered = known.get(id);
      if (remembered !== undefined) return remembered;
      const location = await http
        .call({ method: 'GET', path: `/internal/locations/${id}`, answer: locationWithRegisters, context })
        .catch((error: unknown) => {
          if (error instanceof AppError && error.kind === 'notFound') throw unknown();
          throw error;
        });
      if (!location.active) throw unknown();
      known.set(id, location);
      return location;
    },
    forget: (id) => {
      known.delete(id);
    },
  };
}

function unknown(): AppError {
  const message = 'There is no open location of this id.';
  return new AppError('invalid', 'location.unknown', message, {
    details: [{ pointer: '/locationId', message }],
  });
}
