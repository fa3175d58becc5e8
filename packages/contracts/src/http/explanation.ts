import { z } from 'zod';
import { cents, id, timestamp } from '../primitives.ts';
import { saleStatus } from './sale.ts';
import { receiptNumber, traceId } from './story.ts';

/** What a person has of a sale: its receipt number, its id, or the trace of a request. */
export const storyReference = z.union([receiptNumber, id, traceId]);

export const storyKind = z.enum([
  // With a duration: what a replica or the gateway answered, a call, work inside a process, a statement.
  'gateway',
  'request',
  'call',
  'work',
  'query',
  // What was told to others, and what became of it there.
  'event',
  'delivery',
  // Moments: a step of the saga, goods, money, a line of a log, another trace.
  'saga',
  'stock',
  'payment',
  'log',
  'link',
]);

export const storyNode = z.object({
  /** 0 for what stands by itself; a node belongs to the last one before it that is one less deep. */
  depth: z.int().min(0),
  kind: storyKind,
  title: z.string(),
  service: z.string(),
  replica: z.string().optional(),
  traceId: traceId.optional(),
  /** Milliseconds since `startedAt`, with a fraction. */
  atMs: z.number(),
  /** Absent for a moment. */
  durationMs: z.number().optional(),
  /** Did its work, said no, or could not. */
  outcome: z.enum(['ok', 'refused', 'failed']),
  facts: z.record(z.string(), z.union([z.string(), z.number(), z.boolean()])),
});
export type StoryNode = z.infer<typeof storyNode>;

/** What could not be told, and why; `subject` is what it is about: a service, a trace, an event. */
export const storyGap = z.object({
  reason: z.enum([
    // This service could not be asked.
    'serviceUnavailable',
    // Processes write no log files here.
    'logsElsewhere',
    // The logs have no line of this trace: too old, or written in the next half second.
    'linesMissing',
    // Nobody kept the spans of this trace, so there is no SQL.
    'notSampled',
    // Kept by some processes, because it failed or was slow there, and not by this service.
    'partlySampled',
    // Published so long ago that the outbox has forgotten it.
    'eventsForgotten',
    // The broker could not say who listens.
    'listenersUnknown',
    // Told, but this listener has not applied it yet.
    'notConsumed',
    // Applied so long ago that the inbox of this listener has forgotten it.
    'deliveryForgotten',
    // There was more than is told.
    'cut',
  ]),
  subject: z.string(),
});
export type StoryGap = z.infer<typeof storyGap>;

/** `GET /api/ops/explanations/:reference`: the story of a sale or of one trace, as a tree in the order of reading. */
export const explanation = z.object({
  reference: z.string(),
  /** Null for a trace that sold nothing. */
  sale: z
    .object({
      id,
      receiptNumber: z.string().nullable(),
      status: saleStatus,
      totalCents: cents,
      locationId: id,
      refusal: z.object({ code: z.string(), detail: z.string() }).nullable(),
    })
    .nullable(),
  startedAt: timestamp,
  /** From the first thing that is known of to the end of the last. */
  durationMs: z.number(),
  /** `sampled` when there are spans of it. */
  traces: z.array(z.object({ traceId, sampled: z.boolean(), url: z.string().optional() })),
  nodes: z.array(storyNode),
  gaps: z.array(storyGap),
});
export type Explanation = z.infer<typeof explanation>;
