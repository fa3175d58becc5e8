import type { EventContext } from '@comptoir/event-bus';
import { outboxOf } from '@comptoir/event-bus';
import type { Transaction } from '@comptoir/service-kit';
import { knownAddressesRepository } from './repositories/known-addresses.repository.ts';
import { loginFailuresRepository } from './repositories/login-failures.repository.ts';
import { refreshFamiliesRepository } from './repositories/refresh-families.repository.ts';
import { userEvents } from './repositories/user.events.ts';
import { usersRepository } from './repositories/users.repository.ts';

/** What one transaction of the auth service offers: all of it happens, or none. */
export function authUnit(trx: Transaction, context: EventContext) {
  return {
    users: usersRepository(trx),
    families: refreshFamiliesRepository(trx),
    failures: loginFailuresRepository(trx),
    knownAddresses: knownAddressesRepository(trx),
    events: userEvents(outboxOf(trx, { source: 'auth', context })),
  };
}

export type AuthUnit = ReturnType<typeof authUnit>;

/** Opens a transaction for a request or a background job and hands out its unit. */
export type InTransaction = <T>(context: EventContext, work: (unit: AuthUnit) => Promise<T>) => Promise<T>;
