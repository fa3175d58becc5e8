import { AppError } from '@comptoir/service-kit';
import type { Redis } from 'ioredis';

/** What Redis says of our own mistakes; everything else it says, or does not, means that it cannot serve now. */
const OUR_FAULT = /^(ERR|WRONGTYPE)/;

/** Asks Redis, and throws 503 `cart.unavailable` when it cannot answer; at once while the connection is known to be lost. */
export async function asking<T>(redis: Redis, ask: () => Promise<T>): Promise<T> {
  if (redis.status === 'reconnecting' || redis.status === 'end') throw unavailable();
  try {
    return await ask();
  } catch (error) {
    if (error instanceof AppError || (error instanceof Error && OUR_FAULT.test(error.message))) throw error;
    throw unavailable(error);
  }
}

function unavailable(cause?: unknown): AppError {
  return new AppError('unavailable', 'cart.unavailable', 'Carts cannot be reached right now.', { cause, retryAfterSeconds: 1 });
}
