import type { Redis } from 'ioredis';
import { replayRequestsOf, streamOf } from '../redis/keys.ts';
import type { StreamId } from '../redis/stream-id.ts';
import { appendReply } from '../redis/stream-replies.ts';
import { APPEND, MOVE_HEAD, TRIM } from '../redis/stream-scripts.ts';
import type { OutboxRow } from './outbox.repository.ts';

export interface Appended {
  /** False when the stream did not end at `head`: nothing was written then. */
  appended: boolean;
  /** Where the stream ends now. */
  head: StreamId;
  /** Consumers that ask for everything once more. */
  replayRequests: string[];
}

/** The stream as its relay sees it: the only writer. */
export interface EventStream {
  append(head: StreamId, events: readonly Pick<OutboxRow, 'type' | 'envelope'>[]): Promise<Appended>;
  /** Gives a stream that lost entries a head beyond all it ever had, unless its head is no longer `seen`. */
  moveHead(seen: StreamId, head: StreamId): Promise<void>;
  replayAnswered(requests: readonly string[]): Promise<void>;
  /** Frees what every group has acknowledged. Redis drops whole blocks of about a hundred entries. */
  trim(): Promise<void>;
}

export function eventStream(redis: Redis, source: string, retentionSeconds: number): EventStream {
  const stream = streamOf(source);
  const requests = replayRequestsOf(source);
  return {
    append: async (head, events) => {
      const entries = events.flatMap(({ type, envelope }) => [type, envelope]);
      return appendReply(await redis.eval(APPEND, 2, stream, requests, head, ...entries));
    },
    moveHead: async (seen, head) => {
      await redis.eval(MOVE_HEAD, 1, stream, seen, head);
    },
    replayAnswered: async (answered) => {
      await redis.srem(requests, ...answered);
    },
    trim: async () => {
      await redis.eval(TRIM, 1, stream, retentionSeconds * 1_000);
    },
  };
}
