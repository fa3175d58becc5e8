import { userChanged, userCreated, userDeleted } from '@comptoir/contracts/events/auth';
import type { Outbox } from '@comptoir/event-bus';
import type { User } from '../domain/user.ts';
import { profileOf } from '../domain/user.ts';
import type { UserEvents } from '../use-cases/ports.ts';

/** What auth tells the others, put into the outbox of the transaction that changes it. */
export function userEvents(outbox: Outbox): UserEvents {
  const told = (user: User) => ({ subject: user.id, aggregateVersion: user.version, data: profileOf(user) });
  return {
    created: (user) => outbox.add(userCreated, told(user)),
    changed: (user) => outbox.add(userChanged, told(user)),
    deleted: (user) => outbox.add(userDeleted, told(user)),
  };
}
