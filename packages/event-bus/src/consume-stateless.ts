import type { Kit, Route } from '@comptoir/service-kit';
import type { StatelessConsumerOptions } from './consumer/consumer-options.ts';
import { startStatelessConsumer } from './consumer/consumer.ts';
import { deadLetterRoutes } from './dead-letters/dead-letter.routes.ts';
import { createConsumerMetrics } from './metrics.ts';

export interface StatelessOptions {
  redisUrl: string;
  subscriptions: StatelessConsumerOptions['subscriptions'];
}

/**
 * For a service without a database: listens from now on, and what comes twice takes effect twice. Only for effects that
 * do not mind, like dropping a cached value. Answers the routes for operators.
 */
export function consumeStateless(
  kit: Kit,
  { redisUrl, subscriptions }: StatelessOptions,
): { routes: Route[] } {
  const { service: consumer, owner: replica, log, tracer } = kit;
  const redis = kit.openDataRedis(redisUrl);
  const metrics = createConsumerMetrics(kit.metrics.registry);
  const { deadLetters, stop } = startStatelessConsumer({
    redis,
    consumer,
    replica,
    log,
    metrics,
    tracer,
    subscriptions,
  });
  kit.onStop(stop);
  return { routes: deadLetterRoutes(deadLetters) };
}
