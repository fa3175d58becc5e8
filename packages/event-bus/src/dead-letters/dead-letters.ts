import type { Redis } from 'ioredis';
import { deadLettersOf } from '../redis/keys.ts';
import type { StreamId } from '../redis/stream-id.ts';
import { rangeReply } from '../redis/stream-replies.ts';
import type { StreamEntry } from '../redis/stream-replies.ts';

/** An event that could not be read or applied, kept for a person to look at. */
export interface DeadLetter {
  id: StreamId;
  diedAt: Date;
  /** Service that published it. */
  source: string;
  /** Its entry on the stream of the source. */
  entryId: StreamId;
  type: string;
  reason: string;
  /** The event as it was on the stream; it may be anything. */
  event: string;
}

export type NewDeadLetter = Omit<DeadLetter, 'id' | 'diedAt'>;

export interface DeadLetters {
  add(letter: NewDeadLetter): Promise<void>;
  /** Oldest first, after `after` when given. */
  list(limit: number, after?: StreamId): Promise<DeadLetter[]>;
  find(id: StreamId): Promise<DeadLetter | undefined>;
  remove(id: StreamId): Promise<void>;
  count(): Promise<number>;
}

export function deadLetters(redis: Redis, consumer: string): DeadLetters {
  const stream = deadLettersOf(consumer);
  return {
    add: async (letter) => {
      await redis.xadd(stream, '*', ...Object.entries(letter).flat());
    },
    list: async (limit, after) => {
      const from = after === undefined ? '-' : `(${after}`;
      return rangeReply(await redis.xrange(stream, from, '+', 'COUNT', limit)).map(letterOf);
    },
    find: async (id) =>
      rangeReply(await redis.xrange(stream, id, id))
        .map(letterOf)
        .at(0),
    remove: async (id) => {
      await redis.xdel(stream, id);
    },
    count: () => redis.xlen(stream),
  };
}

function letterOf({ id, fields }: StreamEntry): DeadLetter {
  const field = (name: keyof NewDeadLetter) => fields?.get(name) ?? '';
  return {
    id,
    diedAt: new Date(Number(id.split('-')[0])),
    source: field('source'),
    entryId: field('entryId'),
    type: field('type'),
    reason: field('reason'),
    event: field('event'),
  };
}
