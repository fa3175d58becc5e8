import type { Deliveries, StockStory, ToldEvents } from '@comptoir/contracts/http/story';
import type { StoryGap } from '@comptoir/contracts/http/explanation';
import { movementOf } from './moments.ts';
import type { Branch } from './piece.ts';
import { endOf, known } from './piece.ts';

/** What one listener says of the events it was asked about; undefined when it could not be asked. */
export interface Heard {
  listener: string;
  deliveries: Deliveries | undefined;
}

export interface Told {
  source: string;
  events: ToldEvents;
  heard: readonly Heard[];
}

type Movement = StockStory['movements'][number];

/** What an event moves in the ledger. A cancellation that overtakes its sale moves the goods both ways. */
const MOVES: Readonly<Record<string, readonly Movement['reason'][]>> = {
  'sale.recorded.v1': ['sale'],
  'sale.cancelled.v1': ['sale', 'saleCancelled'],
};

/** How long after the claim of an event the ledger may have been written, and how much clocks differ. */
const MOVED_BEFORE_MS = 1_000;
const MOVED_AFTER_MS = 10_000;

/**
 * Each event with its way: written, published, applied by each listener, and what moved there. Movements that no
 * delivery explains are handed back.
 */
export function eventBranches(
  told: readonly Told[],
  movements: readonly Movement[],
  spans: readonly Branch[],
  now: Date,
): { branches: Branch[]; gaps: StoryGap[]; movementsLeft: Movement[] } {
  const left = [...movements];
  const gaps: StoryGap[] = [];
  const branches = told.flatMap(({ source, events, heard }) =>
    events.items.map((event) => {
      const branch = eventBranch(source, event);
      for (const { listener, deliveries } of heard) {
        const delivery = deliveries?.items.find(({ eventId }) => eventId === event.id);
        if (delivery !== undefined)
          branch.children.push(deliveryBranch(listener, event.type, delivery, left));
        else if (deliveries !== undefined) gaps.push(notHeard(event, listener, deliveries.keptSeconds, now));
      }
      branch.children.push(...spans.filter((span) => span.facts['event'] === event.id));
      branch.durationMs = Math.max(0, ...branch.children.map(endOf).map((end) => end - branch.startMs));
      return branch;
    }),
  );
  return { branches, gaps, movementsLeft: left };
}

function eventBranch(source: string, event: ToldEvents['items'][number]): Branch {
  const { id, type, traceId, writtenAt, publishedAt } = event;
  const written: Branch = {
    kind: 'event',
    title: type,
    service: source,
    traceId,
    startMs: Date.parse(writtenAt),
    outcome: 'ok',
    facts: { event: id },
    children: [],
  };
  if (publishedAt === null) return { ...written, facts: { ...written.facts, published: false } };
  const published: Branch = {
    kind: 'event',
    title: 'published',
    service: source,
    startMs: Date.parse(publishedAt),
    outcome: 'ok',
    facts: {},
    children: [],
  };
  return { ...written, children: [published] };
}

/** Takes out of `movements` what this delivery moved. */
function deliveryBranch(
  listener: string,
  type: string,
  { outcome, at, reason }: Deliveries['items'][number],
  movements: Movement[],
): Branch {
  const startMs = Date.parse(at);
  const moved = listener === 'stock' && outcome === 'applied' ? movements.filter(isOf(type, startMs)) : [];
  for (const movement of moved) movements.splice(movements.indexOf(movement), 1);
  const children = moved.map((movement): Branch => ({ ...movementOf(movement), children: [] }));
  return {
    kind: 'delivery',
    title: outcome === 'applied' ? 'applied' : 'could not be applied',
    service: listener,
    startMs,
    durationMs: Math.max(0, ...children.map((child) => child.startMs - startMs)),
    outcome: outcome === 'applied' ? 'ok' : 'failed',
    facts: known({ reason }),
    children: children.map((child) => ({ ...child, startMs: Math.max(child.startMs, startMs) })),
  };
}

const isOf = (type: string, appliedMs: number) => (movement: Movement) => {
  if (!MOVES[type]?.includes(movement.reason)) return false;
  const after = Date.parse(movement.at) - appliedMs;
  return after >= -MOVED_BEFORE_MS && after <= MOVED_AFTER_MS;
};

function notHeard(
  { type, writtenAt }: ToldEvents['items'][number],
  listener: string,
  keptSeconds: number,
  now: Date,
): StoryGap {
  const isOld = now.getTime() - Date.parse(writtenAt) > keptSeconds * 1000;
  return { reason: isOld ? 'deliveryForgotten' : 'notConsumed', subject: `${type} at ${listener}` };
}
