import { locationChanged, locationCreated } from '@comptoir/contracts/events/location';
import type { Outbox } from '@comptoir/event-bus';
import type { Location } from '../domain/location.ts';
import type { LocationEvents } from '../use-cases/ports.ts';

/** What location tells the others, put into the outbox of the transaction that changes it. */
export function locationEvents(outbox: Outbox): LocationEvents {
  const told = (location: Location) => ({
    subject: location.id,
    aggregateVersion: location.version,
    data: location,
  });
  return {
    created: (location) => outbox.add(locationCreated, told(location)),
    changed: (location) => outbox.add(locationChanged, told(location)),
  };
}
