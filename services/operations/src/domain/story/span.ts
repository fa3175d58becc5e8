import { z } from 'zod';
import type { Piece } from './piece.ts';
import { known, outcomeOf } from './piece.ts';

/** A span as a process writes it down. */
export const writtenSpan = z.object({
  traceId: z.string(),
  spanId: z.string(),
  parentId: z.string().nullable(),
  name: z.string(),
  kind: z.enum(['server', 'client', 'internal', 'producer', 'consumer']),
  service: z.string(),
  replica: z.string(),
  startMs: z.number(),
  durationMs: z.number(),
  status: z.enum(['ok', 'error']),
  attributes: z.record(z.string(), z.union([z.string(), z.number(), z.boolean()])),
  links: z.array(z.object({ traceId: z.string(), spanId: z.string() })).default([]),
});
export type Span = z.infer<typeof writtenSpan>;

/** Facts worth a place in the story, as they are called there. */
const FACTS: Readonly<Record<string, string>> = {
  'http.response.status_code': 'status',
  'http.request.resend_count': 'retry',
  'db.query.text': 'sql',
  'db.query.summary': 'summary',
  'db.response.returned_rows': 'rows',
  'error.type': 'code',
  'user.role': 'role',
  'messaging.message.id': 'event',
  'messaging.batch.message_count': 'batch',
};

export function pieceOfSpan(span: Span): Piece {
  const { attributes, status, parentId } = span;
  const facts: Record<string, string | number | boolean | undefined> = {};
  for (const [attribute, name] of Object.entries(FACTS)) facts[name] = attributes[attribute];
  const answered = attributes['http.response.status_code'];
  return {
    kind: kindOf(span),
    title: span.name,
    service: span.service,
    replica: span.replica,
    traceId: span.traceId,
    spanId: span.spanId,
    parentId: parentId ?? undefined,
    caller: textOf(attributes['comptoir.caller']),
    startMs: span.startMs,
    durationMs: span.durationMs,
    outcome: typeof answered === 'number' ? outcomeOf(answered) : status === 'error' ? 'failed' : 'ok',
    facts: known(facts),
  };
}

function kindOf({ kind, attributes }: Span): Piece['kind'] {
  if (kind === 'server') return 'request';
  if ('db.system.name' in attributes || 'db.query.text' in attributes) return 'query';
  if (kind === 'client') return 'call';
  return kind === 'consumer' ? 'delivery' : 'work';
}

const textOf = (value: unknown): string | undefined => (typeof value === 'string' ? value : undefined);

/** Other traces that a span names: a question that was asked together with another sale's (ADR 15). */
export function linksOf({ traceId, spanId, service, replica, startMs, links }: Span): Piece[] {
  return links
    .filter((link) => link.traceId !== traceId)
    .map((link) => ({
      kind: 'link',
      title: 'shared with another trace',
      service,
      replica,
      traceId,
      parentId: spanId,
      startMs,
      outcome: 'ok',
      facts: { trace: link.traceId },
    }));
}
