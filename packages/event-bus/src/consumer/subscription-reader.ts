import type { Redis } from 'ioredis';
import { setTimeout as sleep } from 'node:timers/promises';
import type { DeadLetters } from '../dead-letters/dead-letters.ts';
import { startLoop } from '../loop/loop.ts';
import { attempter } from './attempt.ts';
import { consumerGroup } from './consumer-group.ts';
import type { ConsumerOptions, ConsumerPace } from './consumer-options.ts';
import { courier } from './courier.ts';
import type { HandlersByType } from './delivery.ts';
import type { Effects } from './effects.ts';
import { settlement } from './settlement.ts';
import { streamReader } from './stream-reader.ts';

export interface SubscriptionReader {
  hasCaughtUp(): boolean;
  stop(): Promise<void>;
}

export interface SubscriptionReaderOptions extends Omit<
  ConsumerOptions,
  'subscriptions' | 'pace' | 'database'
> {
  source: string;
  handlers: HandlersByType;
  letters: DeadLetters;
  pace: ConsumerPace;
  effects: Effects;
}

const WAKE_EVERY_MS = 50;
const WAKING_MS = 2_000;

/** Reads one stream on a connection of its own until stopped. */
export function startSubscriptionReader(options: SubscriptionReaderOptions): SubscriptionReader {
  const { redis, consumer, replica, source, log, metrics, pace } = options;
  const { batchEntries, blockMs, attempts, abandonedAfterMs } = pace;
  const stopping = new AbortController();
  const { connection, wake } = blockingConnection(redis);

  const group = consumerGroup({ connection, source, consumer, member: replica, batchEntries, blockMs });
  const attempt = attempter({ ...options, signal: stopping.signal });
  const deliver = courier({ ...options, attempt, attempts, signal: stopping.signal });
  const work = settlement({ group, deliver, consumer, metrics, log });
  const reader = streamReader({ group, settlement: work, batchEntries, abandonedAfterMs });
  const loop = startLoop({ step: reader.step, onError: reader.startOver, log });

  return {
    hasCaughtUp: reader.hasCaughtUp,
    stop: async () => {
      stopping.abort();
      const finished = loop.stop();
      // What Redis hands to a read that is cut off would lie with a member that is gone until another takes it over.
      await wakenUntil(finished);
      // A batch in hand is finished and acknowledged all the same; a read that could not be woken is cut off.
      const waits = !work.isUnderWay();
      // ioredis never settles a command that waits for a lost connection once it is told to connect no more.
      const isLost = connection.status === 'reconnecting';
      if (waits) connection.disconnect();
      if (!waits || !isLost) await finished;
      if (!waits) connection.disconnect();
    },
  };

  /** Wakes a read that waits, until `finished`; gives up when Redis cannot be asked, or wakes nothing. */
  async function wakenUntil(finished: Promise<void>): Promise<void> {
    const done = finished.then(() => true);
    const until = performance.now() + WAKING_MS;
    while (work.isUnderWay() || (performance.now() < until && (await wake()))) {
      if (await Promise.race([done, sleep(WAKE_EVERY_MS, false)])) return;
    }
  }
}

/**
 * A read may wait for long; a command that lost its connection fails at once: whoever reads next starts over. It takes 0
 * retries for that: ioredis settles a lost command when its retries are used up, or else never, if it is not sent again.
 */
function blockingConnection(redis: Redis) {
  const connection = redis.duplicate({
    commandTimeout: undefined,
    autoResendUnfulfilledCommands: false,
    enableOfflineQueue: true,
    maxRetriesPerRequest: 0,
  });
  // Every command reports its own failure to the loop; without a listener ioredis would print it as well.
  connection.on('error', ignore);
  let id: number | undefined;
  // Asked beforehand: a connection that waits answers nothing else.
  connection.on('ready', () => {
    connection.client('ID').then((itsId) => (id = itsId), ignore);
  });
  // A Redis that started anew counts anew: the id may be somebody else's.
  connection.on('close', () => (id = undefined));

  /** Ends what the connection waits for, if it does; false when Redis cannot be asked. */
  async function wake(): Promise<boolean> {
    if (connection.status !== 'ready' || id === undefined) return false;
    try {
      await redis.client('UNBLOCK', id);
      return true;
    } catch {
      return false;
    }
  }

  return { connection, wake };
}

function ignore(): void {
  // Whoever gave the command hears of it.
}
