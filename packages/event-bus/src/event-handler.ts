import type { DomainEvent, EventDefinition } from '@comptoir/contracts/event';
import type { Transaction } from '@comptoir/service-kit';
import type { EventContext } from './event-context.ts';

/** An event as a consumer gets it; `context` is for what is done, and published, because of it. */
export type ReceivedEvent<T> = DomainEvent<T> & { context: EventContext };

/**
 * Applies new events of one type, in the transaction that claims them: all effects and all claims, or none. It may run
 * again after a failure, so it does nothing that `trx` cannot undo.
 */
export type ApplyEvents<T> = (trx: Transaction, events: readonly ReceivedEvent<T>[]) => Promise<void>;

export interface EventHandler<T = unknown> {
  definition: EventDefinition<T>;
  // A method, not a property: handlers of different events then fit into one list.
  apply(trx: Transaction, events: readonly ReceivedEvent<T>[]): Promise<void>;
}

/** Ties a type of event to what a service does about it. */
export function handler<T>(definition: EventDefinition<T>, apply: ApplyEvents<T>): EventHandler<T> {
  return { definition, apply };
}

/** A handler whose effect may come twice, or late, and be the same; it needs no transaction and no inbox. */
export interface RepeatableHandler<T = unknown> extends EventHandler<T> {
  repeat(events: readonly ReceivedEvent<T>[]): Promise<void>;
}

/** For a service without a database, and for nothing that counts, pays or moves: dropping a cached value is the model. */
export function repeatable<T>(
  definition: EventDefinition<T>,
  repeat: (events: readonly ReceivedEvent<T>[]) => Promise<void>,
): RepeatableHandler<T> {
  return { definition, repeat, apply: (_, events) => repeat(events) };
}

/** For effects that are not worth a multi-row statement. */
export function oneByOne<T>(
  apply: (trx: Transaction, event: ReceivedEvent<T>) => Promise<unknown>,
): ApplyEvents<T> {
  return async (trx, events) => {
    for (const event of events) await apply(trx, event);
  };
}
