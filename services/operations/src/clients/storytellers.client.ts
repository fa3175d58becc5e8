import { deliveries, paymentStory, saleStory, stockStory } from '@comptoir/contracts/http/story';
import type { Context, Kit, ServiceClient } from '@comptoir/service-kit';
import { AppError } from '@comptoir/service-kit';
import type { z } from 'zod';
import type { Storytellers } from '../use-cases/story-ports.ts';

/** Leaves time for the others, and to answer, when one of them hangs. */
const PATIENCE_MS = 1_500;

/** Every service through the gateway, each behind a breaker of its own, made when it is first asked. */
export function storytellersClient(kit: Pick<Kit, 'client'>): Storytellers {
  const clients = new Map<string, ServiceClient>();
  const client = (name: string): ServiceClient => {
    const made = clients.get(name) ?? kit.client(name);
    clients.set(name, made);
    return made;
  };
  const call = <T>(service: string, path: string, answer: z.ZodType<T>, context: Context) =>
    client(service).call({ method: 'GET', path, answer, context, timeoutMs: PATIENCE_MS });

  return {
    sale: (reference, around, context) => {
      const query = around === undefined ? '' : `?around=${around.toISOString()}`;
      return unlessNotFound(call('sale', `/internal/stories/${reference}${query}`, saleStory, context));
    },
    stock: (reservationIds, context) =>
      call('stock', `/internal/stories?reservationIds=${reservationIds.join(',')}`, stockStory, context),
    payment: (saleId, context) => call('payment', `/internal/stories/${saleId}`, paymentStory, context),
    deliveries: (listener, eventIds, context) =>
      unlessNotFound(
        call(listener, `/internal/deliveries?eventIds=${eventIds.join(',')}`, deliveries, context),
      ),
  };
}

async function unlessNotFound<T>(asked: Promise<T>): Promise<T | undefined> {
  try {
    return await asked;
  } catch (error) {
    if (error instanceof AppError && error.kind === 'notFound') return undefined;
    throw error;
  }
}
