import type { EventDefinition } from '@comptoir/contracts/event';
import { testDatabase } from '@comptoir/test-kit';
import { pino } from 'pino';
import { openDatabase } from '../../service-kit/src/database.ts';
import { createMetrics } from '../../service-kit/src/metrics.ts';
import { openDataRedis } from '../../service-kit/src/redis.ts';
import { createEventMetrics, outboxOf, startRelay } from '../src/index.ts';
import type { EventContext, NewEvent } from '../src/index.ts';
import { createOutbox, createRelayLease } from '../src/migrations.js';
import { replayRequestsOf } from '../src/redis/keys.ts';

export interface TestPublisher {
  /** Tells one event the way its service would: through an outbox and a relay, onto the stream. */
  publish<T>(definition: EventDefinition<T>, event: NewEvent<T>): Promise<void>;
  /** Puts everything told so far onto the stream once more, as after the broker lost data: the same events, twice. */
  repeat(): Promise<void>;
  close(): Promise<void>;
}

const PACE = { gatherMs: 5, pollMs: 10, lookMs: 20 };
const CONTEXT: EventContext = {
  traceparent: `00-${'a'.repeat(32)}-${'b'.repeat(16)}-01`,
  correlationId: 'a'.repeat(32),
};

/** The events of `source` without the service, for a test of one that listens to it on the Redis at `redisUrl`. */
export async function startTestPublisher(source: string, redisUrl: string): Promise<TestPublisher> {
  const schema = await testDatabase(source);
  const database = openDatabase({ url: schema.url, poolMax: 2 });
  for (const create of [createOutbox, createRelayLease]) await create(database.knex);
  const log = pino({ level: 'silent' });
  const redis = openDataRedis(redisUrl, log);
  const metrics = createEventMetrics(createMetrics().registry);
  const relay = startRelay({
    database,
    redis,
    source,
    owner: `${source}-1`,
    publishes: [],
    log,
    metrics,
    pace: PACE,
  });

  return {
    publish: async (definition, event) => {
      await database.inTransaction((trx) =>
        outboxOf(trx, { source, context: CONTEXT }).add(definition, event),
      );
      relay.nudge();
    },
    repeat: async () => {
      await redis.sadd(replayRequestsOf(source), 'test');
    },
    close: async () => {
      await relay.stop();
      redis.disconnect();
      await database.close();
      await schema.drop();
    },
  };
}
