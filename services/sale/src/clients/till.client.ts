import { locationClient } from '@comptoir/location-client';
import type { Context, ServiceClient } from '@comptoir/service-kit';
import { AppError } from '@comptoir/service-kit';

const NO_REGISTER = 0;

export function tillClient(http: ServiceClient) {
  const locations = locationClient(http);
  return {
    /** `MTL1-02`: where the receipt is numbered. Throws 422 `location.unknown` or `register.unknown`. */
    tillOf: async (locationId: string, registerId: string | undefined, context: Context): Promise<string> => {
      const { code, registers } = await locations.find(locationId, context);
      if (registerId === undefined) return till(code, NO_REGISTER);
      const register = registers.find(({ id, active }) => id === registerId && active);
      if (register !== undefined) return till(code, register.number);
      // It may be newer than what is remembered.
      locations.forget(locationId);
      throw new AppError('invalid', 'register.unknown', 'This location has no open register of this id.');
    },
  };
}

const till = (code: string, register: number) => `${code}-${String(register).padStart(2, '0')}`;
