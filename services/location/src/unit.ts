import type { EventContext } from '@comptoir/event-bus';
import { outboxOf } from '@comptoir/event-bus';
import type { Transaction } from '@comptoir/service-kit';
import { locationEvents } from './repositories/location.events.ts';
import { locationsRepository } from './repositories/locations.repository.ts';

/** What one transaction of the location service offers: all of it happens, or none. */
export function locationUnit(trx: Transaction, context: EventContext) {
  return {
    locations: locationsRepository(trx),
    events: locationEvents(outboxOf(trx, { source: 'location', context })),
  };
}

export type LocationUnit = ReturnType<typeof locationUnit>;

/** Opens a transaction for a request and hands out its unit. */
export type InTransaction = <T>(
  context: EventContext,
  work: (unit: LocationUnit) => Promise<T>,
) => Promise<T>;
