import type { LocationWithRegisters } from '@comptoir/contracts/http/location';
import { locationWithRegisters } from '@comptoir/contracts/http/location';
import type { Context, ServiceClient } from '@comptoir/service-kit';
import { AppError } from '@comptoir/service-kit';
import { LRUCache } from 'lru-cache';

/** Shops and registers change once in months: half a minute of memory saves a call on nearly every sale. */
const REMEMBER_MS = 30_000;
const NO_REGISTER = 0;

export function locationClient(http: ServiceClient) {
  const known = new LRUCache<string, LocationWithRegisters>({ max: 1_000, ttl: REMEMBER_MS });

  async function locationOf(id: string, context: Context): Promise<LocationWithRegisters> {
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
  }

  return {
    /** `MTL1-02`: where the receipt is numbered. Throws 422 `location.unknown` or `register.unknown`. */
    tillOf: async (locationId: string, registerId: string | undefined, context: Context): Promise<string> => {
      const { code, registers } = await locationOf(locationId, context);
      if (registerId === undefined) return till(code, NO_REGISTER);
      const register = registers.find(({ id, active }) => id === registerId && active);
      if (register !== undefined) return till(code, register.number);
      // It may be newer than what we remember; the next try asks again.
      known.delete(locationId);
      throw new AppError('invalid', 'register.unknown', 'This location has no open register of this id.');
    },
  };
}

const unknown = () => new AppError('invalid', 'location.unknown', 'There is no open location of this id.');
const till = (code: string, register: number) => `${code}-${String(register).padStart(2, '0')}`;
