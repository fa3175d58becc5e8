import type { SaleStory, StockStory, ToldEvents } from '@comptoir/contracts/http/story';
import { processNamed } from '../log-entry.ts';
import type { TracedLine } from './request-lines.ts';
import type { Span } from './span.ts';
import type { StoryFacts } from './story.ts';

/** Times of the samples are milliseconds after this. */
export const FROM = Date.UTC(2026, 0, 1, 12);
const trace = 'a'.repeat(32);
const SALE = '01900000-0000-7000-8000-000000000001';
const SAGA = '01900000-0000-7000-8000-000000000002';

export const at = (ms: number): string => new Date(FROM + ms).toISOString();

export const noFacts: StoryFacts = {
  sale: undefined,
  stock: undefined,
  payment: undefined,
  told: [],
  lines: [],
  spans: [],
  now: new Date(FROM),
};

/** A line of a process; `ms` is when it was written. */
export function line(
  source: string,
  ms: number,
  { level = 'info', msg = '', ...fields }: Record<string, unknown> & { level?: string; msg?: string },
): TracedLine {
  const { service, replica } = processNamed(source);
  return {
    source,
    service,
    replica: replica?.toString(),
    traceId: trace,
    time: FROM + ms,
    level,
    message: msg,
    fields,
  };
}

/** What a replica writes of a request that began at `start`. */
export function request(
  source: string,
  title: string,
  start: number,
  durationMs: number,
  more: Record<string, unknown> = {},
): TracedLine {
  const [method, route] = title.split(' ');
  return line(source, start + durationMs, {
    msg: 'request',
    method,
    route,
    status: 200,
    durationMs,
    ...more,
  });
}

const gateway = (
  listener: string,
  method: string,
  path: string,
  start: number,
  durationMs: number,
  more: object,
) =>
  line('nginx-access', start + durationMs, {
    msg: 'request',
    listener,
    method,
    path,
    status: 200,
    durationMs,
    cache: '-',
    upstream: '127.0.0.1:1',
    upstreamStatus: '200',
    ...more,
  });

export const edge = (method: string, path: string, start: number, durationMs: number): TracedLine =>
  gateway('edge', method, path, start, durationMs, {});

export const carried = (
  path: string,
  method: string,
  start: number,
  durationMs: number,
  more: object = {},
): TracedLine => gateway('internal', method, path, start, durationMs, more);

export function span(
  kind: Span['kind'],
  process: string,
  name: string,
  start: number,
  durationMs: number,
  more: Partial<Span>,
): Span {
  const { service, replica = 0 } = processNamed(process);
  return {
    traceId: trace,
    spanId: name,
    parentId: null,
    name,
    kind,
    service,
    replica: String(replica),
    startMs: FROM + start,
    durationMs,
    status: 'ok',
    attributes: {},
    links: [],
    ...more,
  };
}

type State = SaleStory['sagas'][number]['state'];

/** A sale whose checkout took these steps. */
export function saleIs(steps: readonly (readonly [State, number])[]): SaleStory {
  return {
    sale: {
      id: SALE,
      receiptNumber: 'MTL1-01-000001',
      status: 'completed',
      locationId: SALE,
      registerId: null,
      totalCents: 100,
      createdAt: at(1),
      completedAt: at(19),
      refusal: null,
    },
    sagas: [
      {
        id: SAGA,
        kind: 'checkout',
        state: steps.at(-1)?.[0] ?? 'started',
        traceId: trace,
        transitions: steps.map(([state, ms]) => ({ state, at: at(ms), cause: 'because' })),
      },
    ],
    events: { listeners: [], keptSeconds: 100, items: [] },
  };
}

interface Goods {
  heldAt: number;
  letGoAt?: number;
  moved?: { delta: number; reason: 'sale' | 'saleCancelled'; at: number }[];
}

/** One tea, held for that sale. */
export function stockIs({ heldAt, letGoAt, moved = [] }: Goods): StockStory {
  return {
    reservations: [
      {
        id: SAGA,
        status: letGoAt === undefined ? 'committed' : 'released',
        createdAt: at(heldAt),
        updatedAt: at(letGoAt ?? heldAt),
        expiresAt: at(600_000),
        lines: [{ sku: 'TEA-1', quantity: 1 }],
      },
    ],
    movements: moved.map((one) => ({ ...one, id: SALE, sku: 'TEA-1', at: at(one.at) })),
    events: { listeners: [], keptSeconds: 100, items: [] },
  };
}

export function anEvent(
  type: string,
  { writtenAt, publishedAt }: { writtenAt: number; publishedAt: number },
): ToldEvents['items'][number] {
  return {
    id: '01900000-0000-7000-8000-000000000003',
    type,
    subject: SALE,
    traceId: trace,
    writtenAt: at(writtenAt),
    publishedAt: at(publishedAt),
  };
}
