import type { IdempotentRequest } from '@comptoir/service-kit';
import type { Origin } from '../domain/charge.ts';
import type { Work } from './ports.ts';

/** What must outlive the request, so that whoever finishes its work does so in its trace and its name. */
export function originOf(
  { traceparent, correlationId, actor }: Work,
  idempotency?: IdempotentRequest,
): Origin {
  return {
    traceparent,
    correlationId,
    ...(actor === undefined ? {} : { actor }),
    ...(idempotency === undefined ? {} : { idempotency }),
  };
}
