import type { Database } from '@comptoir/service-kit';
import { applyOnce } from './apply-once.ts';
import type { Delivery } from './delivery.ts';
import { claim, purgeInbox } from './inbox.repository.ts';

/** What becomes of deliveries: all that differs between a consumer with a database and one without. */
export interface Effects {
  /** Answers those that took effect now, and not before; throws when one of them could not. */
  apply(deliveries: readonly Delivery[]): Promise<Set<Delivery>>;
  /** From now on the event counts as applied. */
  giveUp(delivery: Delivery): Promise<void>;
  /** Forgets some of what was applied long ago; answers how many. */
  purge(): Promise<number>;
}

/** Each event once, by an inbox in the database of its effect. */
export function effectsOnce(database: Database, consumer: string, inboxRetentionSeconds: number): Effects {
  return {
    apply: (deliveries) => applyOnce(database, consumer, deliveries),
    giveUp: async ({ event }) => {
      await database.inTransaction((trx) => claim(trx, consumer, [event.id]));
    },
    purge: () => purgeInbox(database, inboxRetentionSeconds),
  };
}
