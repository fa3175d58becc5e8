import { reservation } from '@comptoir/contracts/http/stock';
import type { ServiceClient } from '@comptoir/service-kit';
import { z } from 'zod';
import type { Stock } from '../use-cases/ports.ts';

const TIMEOUT_MS = 1_500;

export function stockClient(http: ServiceClient): Stock {
  return {
    reserve: async (sale, context) => {
      await http.call({
        method: 'POST',
        path: '/internal/reservations',
        body: {
          id: sale.sagaId,
          locationId: sale.locationId,
          reference: sale.id,
          lines: sale.lines.map(({ productId, sku, quantity }) => ({ productId, sku, quantity })),
        },
        answer: reservation,
        context,
        timeoutMs: TIMEOUT_MS,
      });
    },
    release: async ({ id, sagaId, locationId }, context) => {
      await http.call({
        method: 'DELETE',
        path: `/internal/reservations/${sagaId}?locationId=${locationId}&reference=${id}`,
        answer: z.undefined(),
        context,
        timeoutMs: TIMEOUT_MS,
      });
    },
  };
}
