import { z } from 'zod';
import type { StreamId } from './stream-id.ts';

/** An entry as a group reads it; `fields` is null when the entry was trimmed or deleted before it was acknowledged. */
export interface StreamEntry {
  id: StreamId;
  fields: ReadonlyMap<string, string> | null;
}

export interface Claimed {
  cursor: StreamId;
  entries: StreamEntry[];
  /** Entries that were pending but are no longer in the stream: lost (lesson 21). */
  lost: StreamId[];
}

// RESP2's shapes (ADR 21). These parsers are the pin: any other shape throws, here and in the test beside this file (lesson 22).
const fields = z.array(z.string()).transform(pairs);
const entry = z.tuple([z.string(), fields.nullable()]).transform(([id, values]) => ({ id, fields: values }));
const entries = z.array(entry);
const oneStream = z.tuple([z.tuple([z.string(), entries])]).nullable();
const claimed = z.tuple([z.string(), entries, z.array(z.string())]);
const groups = z.array(z.array(z.union([z.string(), z.number(), z.null()])).transform(pairs));
const group = z.object({ name: z.string() });
const appended = z.tuple([z.union([z.literal(0), z.literal(1)]), z.string(), z.array(z.string())]);

/** Reply of XREADGROUP on one stream; no entries when it waited in vain. */
export function readReply(reply: unknown): StreamEntry[] {
  return oneStream.parse(reply)?.[0][1] ?? [];
}

/** Reply of XRANGE. */
export function rangeReply(reply: unknown): StreamEntry[] {
  return entries.parse(reply);
}

/** Reply of XAUTOCLAIM. */
export function claimReply(reply: unknown): Claimed {
  const [cursor, taken, lost] = claimed.parse(reply);
  return { cursor, entries: taken, lost };
}

/** Reply of XINFO GROUPS: their names. What else it says of them is not always true (see LAG). */
export function groupNamesReply(reply: unknown): string[] {
  return groups.parse(reply).map((facts) => group.parse(Object.fromEntries(facts)).name);
}

/** Reply of a script that counts. */
export const countReply = (reply: unknown): number => z.int().min(0).parse(reply);

/** Reply of the APPEND script. */
export function appendReply(reply: unknown): { appended: boolean; head: StreamId; replayRequests: string[] } {
  const [done, head, replayRequests] = appended.parse(reply);
  return { appended: done === 1, head, replayRequests };
}

function pairs<T>(flat: readonly T[]): Map<T, T> {
  const map = new Map<T, T>();
  for (let at = 0; at + 1 < flat.length; at += 2) {
    const [key, value] = flat.slice(at, at + 2);
    if (key !== undefined && value !== undefined) map.set(key, value);
  }
  return map;
}
