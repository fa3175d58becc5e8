import { locationWithRegisters } from '@comptoir/contracts/http/location';
import type { Context, ServiceClient } from '@comptoir/service-kit';
import { AppError } from '@comptoir/service-kit';

export function locationClient(http: ServiceClient) {
  return {
    /** Throws 422 `location.unknown` when there is no such location, or it is closed. */
    assertOpen: async (locationId: string, context: Context): Promise<void> => {
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
      if (location?.active === true) return;
      const message = 'There is no open location of this id.';
      throw new AppError('invalid', 'location.unknown', message, {
        details: [{ pointer: '/locationId', message }],
      });
    },
  };
}

export type LocationClient = ReturnType<typeof locationClient>;
