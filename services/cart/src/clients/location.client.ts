import { locationWithRegisters } from '@comptoir/contracts/http/location';
import type { Context, ServiceClient } from '@comptoir/service-kit';
import { AppError } from '@comptoir/service-kit';
import { LRUCache } from 'lru-cache';

/** Shops open and close once in years: half a minute of memory saves a call on nearly every request. */
const REMEMBER_MS = 30_000;

export function locationClient(http: ServiceClient) {
  const known = new LRUCache<string, true>({ max: 1_000, ttl: REMEMBER_MS });
  return {
    /** Throws 422 `location.unknown` when there is no such location, or it is closed. */
    assertOpen: async (locationId: string, context: Context): Promise<void> => {
      if (known.has(locationId)) return;
      const location = await http
        .call({
          method: 'GET',
          path: `/internal/locations/${locationId}`,
          answer: locationWithRegisters,
          context,
        })
        .catch((error: unknown) => {
          if (error instanceof AppError && error.kind === 'notFound') return undefined;
          throw error;
        });
      if (location?.active !== true)
        throw new AppError('invalid', 'location.unknown', 'There is no open location of this id.');
      known.set(locationId, true);
    },
  };
}

export type LocationClient = ReturnType<typeof locationClient>;
