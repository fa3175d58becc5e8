import type { Context, IdempotentRequest } from '@comptoir/service-kit';
import type { Origin } from '../domain/charge.ts';

/** What must outlive the request, so that whoever finishes its work does so in its trace and its name. */
export function originOf(
  { traceparent, correlationId, actor }: Context,
  idempotency?: IdempotentRequest,
): Origin {
  return {
    traceparent,
    correlationId,
    ...(actor === undefined ? {} : { actor }),
    ...(idempotency === undefined ? {} : { idempotency }),
  };
}
