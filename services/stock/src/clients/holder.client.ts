import { holdingOutcome } from '@comptoir/contracts/http/stock';
import type { Context, ServiceClient } from '@comptoir/service-kit';
import type { Holders } from '../use-cases/settle-expired.ts';

/** Asks the service that holds a reservation what became of its sale or order. */
export function holderClient(clients: Record<string, ServiceClient>, context: Context): Holders {
  return {
    outcomeOf: async ({ id, holder }) => {
      const http = clients[holder];
      if (http === undefined) throw new Error(`nobody to ask about reservations of ${holder}`);
      const answer = await http.call({
        method: 'GET',
        path: `/internal/holdings/${id}`,
        answer: holdingOutcome,
        context,
      });
      return answer.outcome;
    },
  };
}
