import type { Tracer } from '@comptoir/service-kit';
import type { Delivery } from './delivery.ts';

/** An event that takes effect later than this, in ms, is late: the objective for events is five seconds. */
const LATE_MS = 5_000;

/**
 * Runs `apply` as part of the trace of each event it applies. What it sends to the database can be in one trace only:
 * that of the first which is sure to be kept. Late events are kept too, and failed ones.
 */
export async function traced<T>(
  tracer: Tracer,
  consumer: string,
  deliveries: readonly Delivery[],
  apply: () => Promise<T>,
): Promise<T> {
  const roots = deliveries.map((delivery) => ({ delivery, root: tracer.begin(delivery.trace, 'consumer') }));
  const end = (failed: boolean) => {
    for (const { delivery, root } of roots) {
      const waitedMs = Date.now() - Date.parse(delivery.event.time);
      root.end({
        failed,
        slow: waitedMs > LATE_MS,
        describe: () => describe(consumer, delivery, deliveries.length, waitedMs),
      });
    }
  };
  const host = roots.find(({ root }) => root.sampled) ?? roots[0];
  try {
    const result = await (host === undefined ? apply() : host.root.run(apply));
    end(false);
    return result;
  } catch (error) {
    end(true);
    throw error;
  }
}

function describe(consumer: string, { event, entryId }: Delivery, batch: number, waitedMs: number) {
  return {
    name: `apply ${event.type}`,
    attributes: {
      'messaging.system': 'redis-streams',
      'messaging.destination.name': event.type,
      'messaging.consumer.group.name': consumer,
      'messaging.message.id': event.id,
      'messaging.batch.message_count': batch,
      'comptoir.stream.entry': entryId,
      'comptoir.event.waited_ms': waitedMs,
    },
  };
}
