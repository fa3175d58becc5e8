import type { Redis } from 'ioredis';
import { replayRequestsOf, streamOf } from '../redis/keys.ts';
import type { StreamId } from '../redis/stream-id.ts';
import { claimReply, readReply } from '../redis/stream-replies.ts';
import type { Claimed, StreamEntry } from '../redis/stream-replies.ts';
import { JOIN } from '../redis/stream-scripts.ts';

/** One member of a consumer group on the stream of one source. */
export interface ConsumerGroup {
  /** Makes sure the group is there; a group that had to be made late asks for a replay. */
  join(): Promise<void>;
  /** What was delivered to this member before and not acknowledged: a crash, or a reply that got lost. */
  readOwn(): Promise<StreamEntry[]>;
  /** What no member has had yet; waits for it. */
  readNew(): Promise<StreamEntry[]>;
  /** Takes over from members that have been silent for `idleMs`. */
  takeOver(from: StreamId, idleMs: number): Promise<Claimed>;
  acknowledge(ids: readonly StreamId[]): Promise<void>;
  askReplay(): Promise<void>;
}

export interface ConsumerGroupOptions {
  /** A connection for this member alone: it blocks (lesson 20). */
  connection: Redis;
  source: string;
  consumer: string;
  member: string;
  batchEntries: number;
  blockMs: number;
}

const SILENCE_MS = 10_000;

export function consumerGroup(options: ConsumerGroupOptions): ConsumerGroup {
  const { connection, source, consumer, member, batchEntries, blockMs } = options;
  const stream = streamOf(source);
  const requests = replayRequestsOf(source);
  return {
    join: async () => {
      await connection.eval(JOIN, 2, stream, requests, consumer);
    },
    readOwn: async () =>
      readReply(
        await connection.xreadgroup('GROUP', consumer, member, 'COUNT', batchEntries, 'STREAMS', stream, '0'),
      ),
    readNew: async () => {
      // A peer that vanished without a word would keep the read waiting for ever. Waiting for it keeps no process alive: the
      // reply of a connection that was lost and then given up never comes.
      const silence = setTimeout(() => {
        connection.disconnect(true);
      }, blockMs + SILENCE_MS).unref();
      const place = ['BLOCK', blockMs, 'STREAMS', stream, '>'] as const;
      const reply = connection.xreadgroup('GROUP', consumer, member, 'COUNT', batchEntries, ...place);
      return readReply(
        await reply.finally(() => {
          clearTimeout(silence);
        }),
      );
    },
    takeOver: async (from, idleMs) =>
      claimReply(await connection.xautoclaim(stream, consumer, member, idleMs, from, 'COUNT', batchEntries)),
    acknowledge: async (ids) => {
      if (ids.length > 0) await connection.xack(stream, consumer, ...ids);
    },
    askReplay: async () => {
      await connection.sadd(requests, consumer);
    },
  };
}
