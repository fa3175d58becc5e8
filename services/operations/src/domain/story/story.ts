import type { Explanation, StoryGap } from '@comptoir/contracts/http/explanation';
import type { PaymentStory, SaleStory, StockStory } from '@comptoir/contracts/http/story';
import { throughGateway } from './gateway-lines.ts';
import { chargesOf, holdsOf, movementOf, placeOf, stepsOf } from './moments.ts';
import type { Branch, Piece } from './piece.ts';
import { inReadingOrder } from './reading-order.ts';
import type { TracedLine } from './request-lines.ts';
import { remarkOf, requestOf } from './request-lines.ts';
import { requestTree } from './request-tree.ts';
import type { Span } from './span.ts';
import { linksOf, pieceOfSpan } from './span.ts';
import type { Told } from './told.ts';
import { eventBranches } from './told.ts';

/** Everything that is known of a sale or a trace, from wherever it is known. */
export interface StoryFacts {
  sale: SaleStory | undefined;
  stock: StockStory | undefined;
  payment: PaymentStory | undefined;
  told: readonly Told[];
  lines: readonly TracedLine[];
  spans: readonly Span[];
  now: Date;
}

export type Story = Pick<Explanation, 'nodes' | 'durationMs'> & { startedAt: Date; gaps: StoryGap[] };

/** Puts the facts together; undefined when there are none. */
export function storyOf(facts: StoryFacts): Story | undefined {
  const { roots, branches } = requestTree(lastingPieces(facts));
  const { stock, told, now } = facts;
  const reactions = roots.filter(({ kind }) => kind === 'delivery');
  const events = eventBranches(told, stock?.movements ?? [], reactions, now);
  const taken = new Set(events.branches.flatMap(({ children }) => children));
  const top = [...roots.filter((root) => !taken.has(root)), ...events.branches];

  for (const moment of [...momentsOf(facts), ...events.movementsLeft.map(movementOf)]) {
    const leaf: Branch = { ...moment, children: [] };
    const place = placeOf(moment, branches);
    if (place === undefined) top.push(leaf);
    else place.children.push({ ...leaf, startMs: inside(place, leaf) });
  }
  if (top.length === 0) return undefined;
  const { cut, ...read } = inReadingOrder(top);
  return { ...read, gaps: [...events.gaps, ...(cut ? [{ reason: 'cut' as const, subject: '' }] : [])] };
}

/** What has a beginning and an end: from the access lines, which every request has, and from spans where there are any. */
function lastingPieces({ lines, spans }: StoryFacts): Piece[] {
  const spanPieces = spans.map(pieceOfSpan);
  const served = new Map(
    spanPieces.flatMap((piece) => (piece.kind === 'request' ? [[piece.spanId, piece] as const] : [])),
  );
  const written = lines.flatMap((line) => requestOf(line) ?? []);
  const requests = written.map((request) => {
    const exact = request.spanId === undefined ? undefined : served.get(request.spanId);
    if (exact === undefined) return request;
    served.delete(request.spanId);
    return { ...exact, caller: request.caller, facts: { ...exact.facts, ...request.facts } };
  });
  const atGateway = lines.filter(({ service }) => service === 'nginx');
  return [
    ...throughGateway(atGateway, [...requests, ...served.values()]),
    ...spanPieces.filter(({ kind }) => kind !== 'request'),
    ...spans.flatMap(linksOf),
  ];
}

function momentsOf({ sale, stock, payment, lines }: StoryFacts): Piece[] {
  const sagas = sale?.sagas ?? [];
  return [
    ...sagas.flatMap(stepsOf),
    ...(stock === undefined ? [] : holdsOf(stock, sagas)),
    ...(payment === undefined ? [] : chargesOf(payment)),
    ...lines.flatMap((line) => (line.service === 'nginx' ? [] : (remarkOf(line) ?? []))),
  ];
}

/** A moment of another clock, no further out than clocks differ. */
function inside({ startMs, durationMs = 0 }: Piece, moment: Piece): number {
  return Math.min(Math.max(moment.startMs, startMs), startMs + durationMs);
}
