import type { Logger } from '@comptoir/service-kit';
import type { ConsumerMetrics } from '../metrics.ts';
import type { StreamId } from '../redis/stream-id.ts';
import type { StreamEntry } from '../redis/stream-replies.ts';
import type { ConsumerGroup } from './consumer-group.ts';
import type { Deliver } from './courier.ts';

export interface SettlementParts {
  group: ConsumerGroup;
  deliver: Deliver;
  consumer: string;
  metrics: ConsumerMetrics;
  log: Logger;
}

export interface Settlement {
  /** Delivers entries and acknowledges them. */
  settle(entries: readonly StreamEntry[]): Promise<void>;
  /** Entries that are gone unread: counted, and asked for again (lesson 21). */
  reportLost(ids: readonly StreamId[]): Promise<void>;
  /** True from the moment entries arrive until they are acknowledged. */
  isUnderWay(): boolean;
}

export function settlement({ group, deliver, consumer, metrics, log }: SettlementParts): Settlement {
  let underWay = false;

  const reportLost = async (ids: readonly StreamId[]): Promise<void> => {
    if (ids.length === 0) return;
    await group.askReplay();
    metrics.lost(consumer, ids.length);
    log.error(
      { consumer, entries: ids },
      'entries were trimmed before they were acknowledged, asked for a replay',
    );
  };

  return {
    reportLost,
    isUnderWay: () => underWay,
    settle: async (entries) => {
      if (entries.length === 0) return;
      underWay = true;
      try {
        await reportLost(entries.filter(({ fields }) => fields === null).map(({ id }) => id));
        await deliver(entries);
        await group.acknowledge(entries.map(({ id }) => id));
      } finally {
        underWay = false;
      }
    },
  };
}
