import type { Actor } from '@comptoir/service-kit';

/**
 * checkout:     started -> stockReserved -> paid -> confirmed, or compensating -> cancelled
 * cancellation: started -> confirmed; it never walks back, because giving money and goods back can be tried for ever
 */
export type SagaState = 'started' | 'stockReserved' | 'paid' | 'confirmed' | 'compensating' | 'cancelled';

export interface Transition {
  state: SagaState;
  /** RFC 3339, UTC. */
  at: string;
  cause: string;
}

/** The request that set a saga off, kept so that whoever finishes it speaks in its name. */
export interface SagaOrigin {
  traceparent: string;
  correlationId: string;
  actor: Actor;
  idempotency: { owner: string; key: string; fingerprint: string };
}

export interface Saga {
  id: string;
  kind: 'checkout' | 'cancellation';
  saleId: string;
  locationId: string;
  state: SagaState;
  transitions: Transition[];
  origin: SagaOrigin;
  /** Holder of the lease: a write that names another holder changes nothing. */
  leaseOwner: string;
  startedAt: Date;
}

const ALLOWED: Record<SagaState, readonly SagaState[]> = {
  started: ['stockReserved', 'confirmed', 'compensating'],
  stockReserved: ['paid', 'confirmed', 'compensating'],
  paid: ['confirmed', 'compensating'],
  compensating: ['cancelled'],
  confirmed: [],
  cancelled: [],
};

export const isEnded = (state: SagaState): boolean => ALLOWED[state].length === 0;

/** The saga one step further. Throws on a step that no path takes: the caller has a bug. */
export function advance(saga: Saga, state: SagaState, cause: string, now: Date): Saga {
  if (!ALLOWED[saga.state].includes(state)) throw new Error(`a ${saga.state} saga cannot become ${state}`);
  return { ...saga, state, transitions: [...saga.transitions, { state, at: now.toISOString(), cause }] };
}

export function newSaga(saga: Omit<Saga, 'state' | 'transitions'>, cause: string): Saga {
  return {
    ...saga,
    state: 'started',
    transitions: [{ state: 'started', at: saga.startedAt.toISOString(), cause }],
  };
}
