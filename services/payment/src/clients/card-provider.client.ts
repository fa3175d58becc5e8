import type { Breaker } from '@comptoir/service-kit';
import { AppError, isTransient, remainingMs } from '@comptoir/service-kit';
import { z } from 'zod';
import type { ProviderRecord } from '../domain/provider-record.ts';
import { providerTimeout } from '../domain/refusals.ts';
import type { CardProvider, ProviderCharge, Work } from '../use-cases/ports.ts';

/** The wire to a provider: what comes over it is anything until it is parsed. */
export interface ProviderConnection {
  charge(request: ProviderCharge, signal: AbortSignal): Promise<unknown>;
  find(idempotencyKey: string, signal: AbortSignal): Promise<unknown>;
  refund(idempotencyKey: string, signal: AbortSignal): Promise<unknown>;
}

export interface CardProviderOptions {
  connection: ProviderConnection;
  breaker: Breaker;
  timeoutMs: number;
}

const taken = z.object({
  status: z.enum(['captured', 'refunded']),
  authorization: z.string().min(1),
  last4: z.string(),
});
const refused = z.object({
  status: z.literal('declined'),
  reason: z.enum(['card.declined', 'card.insufficient_funds', 'card.expired']),
});
const record = z.discriminatedUnion('status', [
  taken,
  refused,
  z.object({ status: z.literal('void') }),
  z.object({ status: z.literal('unknown') }),
]);

/** A provider behind a breaker and a timeout of its own for each call (lesson 9). A decline is an answer, not a fault. */
export function cardProvider({ connection, breaker, timeoutMs }: CardProviderOptions): CardProvider {
  async function ask(
    call: (signal: AbortSignal) => Promise<unknown>,
    context: Work,
  ): Promise<ProviderRecord> {
    const budgetMs = Math.min(timeoutMs, remainingMs(context));
    try {
      return await breaker.run(async () => {
        const signal = AbortSignal.timeout(budgetMs);
        return understood(await inTime(call(signal), signal));
      });
    } catch (error) {
      if (!isTransient(error)) throw error;
      throw providerTimeout(
        error instanceof AppError && error.kind === 'timeout' ? 'timeout' : 'unavailable',
        error,
      );
    }
  }

  return {
    charge: (request, context) => ask((signal) => connection.charge(request, signal), context),
    find: (idempotencyKey, context) => ask((signal) => connection.find(idempotencyKey, signal), context),
    refund: (idempotencyKey, context) => ask((signal) => connection.refund(idempotencyKey, signal), context),
  };
}

/** Ends the wait even when the connection does not mind the signal. */
async function inTime(answer: Promise<unknown>, signal: AbortSignal): Promise<unknown> {
  const late = new Promise<never>((_, reject) => {
    signal.addEventListener('abort', () => {
      // eslint-disable-next-line typescript/prefer-promise-reject-errors -- the platform's own TimeoutError
      reject(signal.reason);
    });
  });
  return Promise.race([answer, late]);
}

function understood(answer: unknown): ProviderRecord {
  const parsed = record.safeParse(answer);
  if (parsed.success) return parsed.data;
  throw new AppError(
    'unavailable',
    'card-provider.garbled',
    'The card provider gave an answer that cannot be understood.',
    {
      cause: parsed.error,
    },
  );
}
