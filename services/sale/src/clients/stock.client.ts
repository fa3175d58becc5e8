import { MOST_LINES_HELD, reservationOutcomes } from '@comptoir/contracts/http/stock';
import type { Context, ServiceClient } from '@comptoir/service-kit';
import { AppError, gather, isTransient, refusalOf } from '@comptoir/service-kit';
import { z } from 'zod';
import type { Sale } from '../domain/sale.ts';
import type { Stock } from '../use-cases/ports.ts';
import { SPACING_MS } from './spacing.ts';

const TIMEOUT_MS = 1_500;

export function stockClient(http: ServiceClient): Stock {
  const ask = async (sales: readonly Sale[], context: Context) => {
    const { outcomes } = await http
      .call({
        method: 'POST',
        path: '/internal/reservations',
        body: { reservations: sales.map(reservationOf) },
        answer: reservationOutcomes,
        context,
        timeoutMs: TIMEOUT_MS,
      })
      .catch((error: unknown) => {
        throw isTransient(error) ? error : undecided(error);
      });
    const byId = new Map(outcomes.map((outcome) => [outcome.id, outcome]));
    return ({ sagaId }: Sale) => {
      const outcome = byId.get(sagaId);
      if (outcome === undefined) throw undecided();
      if (outcome.status === 'refused') throw refusalOf('stock', outcome.problem.status, outcome.problem);
    };
  };
  const weigh = ({ lines }: Sale) => lines.length;

  return {
    reserve: gather({ ask, weigh, most: MOST_LINES_HELD, spacingMs: SPACING_MS }),
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

/** The saga's id is the reservation's: asked twice, it is held once. */
const reservationOf = ({ id, sagaId, locationId, lines }: Sale) => ({
  id: sagaId,
  locationId,
  reference: id,
  lines: lines.map(({ productId, sku, quantity }) => ({ productId, sku, quantity })),
});

/** A refusal of the question says nothing about a sale: the till may try again. */
const undecided = (cause?: unknown): AppError =>
  new AppError('unavailable', 'stock.unavailable', 'stock cannot answer right now.', { cause });
