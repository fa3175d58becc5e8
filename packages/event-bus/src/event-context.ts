import type { DomainEvent } from '@comptoir/contracts/event';
import { ROLES, continueTrace, traceparentOf } from '@comptoir/service-kit';
import type { Actor, Context } from '@comptoir/service-kit';

/** What an event takes along from the request, or the event, that caused it. A service's `Context` is one. */
export type EventContext = Pick<Context, 'traceparent' | 'correlationId' | 'causationId' | 'actor'>;

/** The context of work done because of `event`: same correlation, the span it is done in, the event as the cause. */
export function reactionTo(
  event: DomainEvent<unknown>,
  trace = continueTrace(event.traceparent),
): EventContext {
  const actor = actorOf(event);
  return {
    traceparent: traceparentOf(trace),
    correlationId: event.correlationid,
    causationId: event.id,
    ...(actor === undefined ? {} : { actor }),
  };
}

function actorOf({ actor, actorrole, actorlocation }: DomainEvent<unknown>): Actor | undefined {
  const role = ROLES.find((known) => known === actorrole);
  if (actor === undefined || role === undefined) return undefined;
  return { sub: actor, role, ...(actorlocation === undefined ? {} : { locationId: actorlocation }) };
}
