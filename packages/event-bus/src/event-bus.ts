import type { Database, Kit, Route } from '@comptoir/service-kit';
import type { Subscriptions } from './consumer/consumer-options.ts';
import { startConsumer } from './consumer/consumer.ts';
import { deadLetterRoutes } from './dead-letters/dead-letter.routes.ts';
import { createEventMetrics } from './metrics.ts';
import { startRelay } from './relay/relay.ts';
import { deliveryRoutes } from './story/delivery.routes.ts';
import type { EventStory } from './story/event-story.ts';
import { eventStory } from './story/event-story.ts';

export interface EventBusOptions {
  database: Database;
  redisUrl: string;
  /** The events this service tells: their counters start at zero. */
  publishes?: readonly { type: string }[];
}

export interface EventBus {
  /** "Something may have been committed": this replica publishes it at once if it leads. */
  nudge(): void;
  /** Listens from now on, to events by the service that tells them; once per service. */
  consume(subscriptions: Subscriptions): {
    /** For operators: what could not be applied, and what became of an event here. */
    routes: Route[];
  };
  /** What this service told of these aggregates around these moments, as far as it is remembered. */
  told(subjects: readonly string[], moments: readonly Date[]): Promise<EventStory>;
}

/** The event bus of one service: it publishes from now on, until the service stops. */
export function openEventBus(kit: Kit, { database, redisUrl, publishes = [] }: EventBusOptions): EventBus {
  const { service, owner, log, tracer } = kit;
  const redis = kit.openDataRedis(redisUrl);
  const metrics = createEventMetrics(kit.metrics.registry);
  const connections = { database, redis, log, metrics, tracer };

  const relay = startRelay({ ...connections, source: service, owner, publishes });
  kit.onStop(relay.stop);

  return {
    nudge: relay.nudge,
    consume: (subscriptions) => {
      const consumer = startConsumer({ ...connections, consumer: service, replica: owner, subscriptions });
      kit.onStop(consumer.stop);
      const { deadLetters } = consumer;
      return { routes: [...deadLetterRoutes(deadLetters), ...deliveryRoutes(database, deadLetters)] };
    },
    told: (subjects, moments) => eventStory({ database, redis, source: service }, subjects, moments),
  };
}
