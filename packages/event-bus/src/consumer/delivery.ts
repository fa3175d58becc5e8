import { eventEnvelope } from '@comptoir/contracts/event';
import { continueTrace } from '@comptoir/service-kit';
import type { Trace } from '@comptoir/service-kit';
import { z } from 'zod';
import { reactionTo } from '../event-context.ts';
import type { EventHandler, ReceivedEvent } from '../event-handler.ts';
import type { StreamId } from '../redis/stream-id.ts';
import type { StreamEntry } from '../redis/stream-replies.ts';

/** An event that came off a stream, checked, with who will apply it. */
export interface Delivery {
  entryId: StreamId;
  event: ReceivedEvent<unknown>;
  handler: EventHandler;
  /** Of the work it sets off here. */
  trace: Trace;
  /** The event as it was on the stream. */
  json: string;
}

export interface Unreadable {
  entryId: StreamId;
  type: string;
  json: string;
  reason: string;
}

export type HandlersByType = ReadonlyMap<string, EventHandler>;

/** The event of an entry; what is wrong with it; or undefined when this consumer does not handle its type. */
export function readEntry(
  { id, fields }: StreamEntry,
  handlers: HandlersByType,
): Delivery | Unreadable | undefined {
  const type = fields?.get('type') ?? '';
  const handler = handlers.get(type);
  if (handler === undefined) return undefined;
  const json = fields?.get('event') ?? '';
  try {
    const envelope = eventEnvelope.parse(JSON.parse(json));
    const data = handler.definition.schema.parse(envelope.data);
    const trace = continueTrace(envelope.traceparent);
    const event = { ...envelope, data, context: reactionTo(envelope, trace) };
    return { entryId: id, handler, trace, json, event };
  } catch (error) {
    return { entryId: id, type, json, reason: explain(error) };
  }
}

function explain(error: unknown): string {
  if (error instanceof z.ZodError) return `unreadable: ${z.prettifyError(error)}`;
  return `unreadable: ${error instanceof Error ? error.message : 'unknown'}`;
}
