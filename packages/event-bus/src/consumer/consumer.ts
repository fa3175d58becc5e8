import { deadLetterDesk } from '../dead-letters/dead-letter-desk.ts';
import type { DeadLetterDesk } from '../dead-letters/dead-letter-desk.ts';
import { deadLetters } from '../dead-letters/dead-letters.ts';
import type { EventHandler } from '../event-handler.ts';
import { startLoop } from '../loop/loop.ts';
import { consumerHousekeeping } from './consumer-housekeeping.ts';
import { CONSUMER_PACE } from './consumer-options.ts';
import type { ConsumerOptions, ConsumerPace, StatelessConsumerOptions } from './consumer-options.ts';
import type { HandlersByType } from './delivery.ts';
import { effectsOnce } from './effects.ts';
import type { Effects } from './effects.ts';
import { repeatableEffects } from './repeatable-effects.ts';
import { startSubscriptionReader } from './subscription-reader.ts';

export interface Consumer {
  deadLetters: DeadLetterDesk;
  /** Finishes the batches in hand. */
  stop(): Promise<void>;
}

/** Applies what other services publish, each event once. Nothing it meets makes it throw or stop. */
export function startConsumer(options: ConsumerOptions): Consumer {
  const pace = { ...CONSUMER_PACE, ...options.pace };
  const effects = effectsOnce(options.database, options.consumer, pace.inboxRetentionSeconds);
  return run({ ...options, pace, effects });
}

/** The same for a service without a database; a copy of an event takes effect again. */
export function startStatelessConsumer(options: StatelessConsumerOptions): Consumer {
  const pace = { ...CONSUMER_PACE, ...options.pace };
  return run({ ...options, pace, effects: repeatableEffects(Object.values(options.subscriptions).flat()) });
}

interface Running extends Omit<ConsumerOptions, 'database' | 'pace'> {
  pace: ConsumerPace;
  effects: Effects;
}

function run(running: Running): Consumer {
  const { redis, consumer, subscriptions, log, metrics, pace, effects } = running;
  const letters = deadLetters(redis, consumer);
  const handlers = new Map(
    Object.entries(subscriptions).map(([source, handles]) => [source, byType(handles)]),
  );
  const readers = [...handlers].map(([source, known]) =>
    startSubscriptionReader({ ...running, source, handlers: known, letters }),
  );

  metrics.consumes(
    consumer,
    [...handlers.values()].flatMap((known) => [...known.keys()]),
  );
  const housekeeping = startLoop({
    log,
    step: consumerHousekeeping({
      ...running,
      ...pace,
      sources: [...handlers.keys()],
      letters,
      hasCaughtUp: () => readers.every((reader) => reader.hasCaughtUp()),
    }),
  });

  return {
    deadLetters: deadLetterDesk({
      letters,
      effects,
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
