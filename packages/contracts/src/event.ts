import { z } from 'zod';

/** `noun.verb.v1`, the verb in the past tense. */
export type EventType = `${string}.${string}.v${number}`;

const TYPE = /^[a-zA-Z]+\.[a-zA-Z]+\.v[1-9][0-9]*$/;
const TRACEPARENT = /^00-[0-9a-f]{32}-[0-9a-f]{16}-[0-9a-f]{2}$/;

/**
 * CloudEvents 1.0 in JSON. Extension attributes are flat strings, as CloudEvents asks, so the actor takes three.
 * Events of one subject may arrive out of order: a listener that cares compares `aggregateversion`.
 */
export const eventEnvelope = z.object({
  specversion: z.literal('1.0'),
  id: z.uuidv7(),
  /** The service that says so. */
  source: z.string().min(1),
  type: z.string().regex(TYPE),
  /** Id of the aggregate it happened to. */
  subject: z.string().min(1),
  time: z.iso.datetime(),
  datacontenttype: z.literal('application/json').optional(),
  /** The aggregate's version after the change: grows with every change of one subject. */
  aggregateversion: z.int().min(0),
  traceparent: z.string().regex(TRACEPARENT),
  correlationid: z.string().min(1),
  /** Id of the event this one reacts to. */
  causationid: z.string().min(1).optional(),
  /** Id of the person on whose behalf it happened. */
  actor: z.string().min(1).optional(),
  actorrole: z.string().min(1).optional(),
  actorlocation: z.string().min(1).optional(),
  data: z.unknown(),
});

export type EventEnvelope = z.infer<typeof eventEnvelope>;

/** An envelope whose data has been checked against the schema of its type. */
export type DomainEvent<T> = Omit<EventEnvelope, 'data'> & { data: T };

export interface EventDefinition<T> {
  type: EventType;
  schema: z.ZodType<T>;
}

/** One type of event and the shape of its data. Throws when the type does not read `noun.verb.v1`. */
export function defineEvent<T>(type: EventType, schema: z.ZodType<T>): EventDefinition<T> {
  if (!TYPE.test(type)) throw new Error(`Not an event type of the form noun.verb.v1: ${type}`);
  return { type, schema };
}
