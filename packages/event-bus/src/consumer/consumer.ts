import { deadLetterDesk } from '../dead-letters/dead-letter-desk.ts';
import type { DeadLetterDesk } from '../dead-letters/dead-letter-desk.ts';
import { deadLetters } from '../dead-letters/dead-letters.ts';
import type { EventHandler } from '../event-handler.ts';
import { startLoop } from '../loop/loop.ts';
import { consumerHousekeeping } from './consumer-housekeeping.ts';
import { CONSUMER_PACE } from './consumer-options.ts';
import type { ConsumerOptions } from './consumer-options.ts';
import type { HandlersByType } from './delivery.ts';
import { startSubscriptionReader } from './subscription-reader.ts';

export interface Consumer {
  deadLetters: DeadLetterDesk;
  /** Finishes the batches in hand. */
  stop(): Promise<void>;
}

/** Applies what other services publish. Nothing it meets makes it throw or stop. */
export function startConsumer(options: ConsumerOptions): Consumer {
  const { database, redis, consumer, subscriptions, log, metrics } = options;
  const pace = { ...CONSUMER_PACE, ...options.pace };
  const letters = deadLetters(redis, consumer);
  const handlers = new Map(
    Object.entries(subscriptions).map(([source, handles]) => [source, byType(handles)]),
  );
  const readers = [...handlers].map(([source, known]) =>
    startSubscriptionReader({ ...options, source, handlers: known, letters, pace }),
  );

  metrics.consumes(
    consumer,
    [...handlers.values()].flatMap((known) => [...known.keys()]),
  );
  const housekeeping = startLoop({
    log,
    step: consumerHousekeeping({
      ...options,
      ...pace,
      sources: [...handlers.keys()],
      letters,
      hasCaughtUp: () => readers.every((reader) => reader.hasCaughtUp()),
    }),
  });

  return {
    deadLetters: deadLetterDesk({
      letters,
      database,
      consumer,
      handlersOf: (source) => handlers.get(source) ?? new Map(),
    }),
    stop: async () => {
      await Promise.all([housekeeping.stop(), ...readers.map(({ stop }) => stop())]);
    },
  };
}

function byType(handles: readonly EventHandler[]): HandlersByType {
  const known = new Map(handles.map((handler) => [handler.definition.type, handler]));
  if (known.size < handles.length) throw new Error(`Two handlers for one of ${[...known.keys()].join(', ')}`);
  return known;
}
