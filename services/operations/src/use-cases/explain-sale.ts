import type { Explanation, StoryGap } from '@comptoir/contracts/http/explanation';
import type { SaleStory } from '@comptoir/contracts/http/story';
import { traceId as traceIdShape } from '@comptoir/contracts/http/story';
import type { Context } from '@comptoir/service-kit';
import { AppError } from '@comptoir/service-kit';
import type { TracedLine } from '../domain/story/request-lines.ts';
import { storyOf } from '../domain/story/story.ts';
import type { Stories } from './collect-stories.ts';
import { collectStories } from './collect-stories.ts';
import type { ExplainDeps } from './story-ports.ts';
import { gapsOfTraces, isSampled } from './trace-gaps.ts';

const NO_STORIES: Stories = { stock: undefined, payment: undefined, told: [] };
/** Clocks differ, and a request begins before the sale it makes. */
const BEFORE_SALE_MS = 30_000;

/**
 * The whole story of a sale, or of the one trace that is asked for when it sold nothing: what replicas wrote of each
 * request, what the services know of the sale, and the spans that were kept. What cannot be told is named.
 * Throws 404 `explanation.not_found`.
 */
export async function explainSale(
  deps: ExplainDeps,
  reference: string,
  context: Context,
): Promise<Explanation> {
  const trace = traceIdShape.safeParse(reference).success ? reference : undefined;
  const gaps: StoryGap[] = [];
  const first = trace === undefined ? undefined : await deps.footprints.lines([trace], undefined);
  const sale = await saleOf(deps, reference, first?.[0]?.time, gaps, context);
  if (sale === undefined && trace === undefined) throw unknown(reference);

  const traceIds = distinct([...(trace === undefined ? [] : [trace]), ...tracesOf(sale)]);
  const [stories, lines, spans] = await Promise.all([
    sale === undefined ? NO_STORIES : collectStories(deps.storytellers, sale, gaps, context),
    linesOf(deps, traceIds, sale, first),
    deps.footprints.spans(traceIds),
  ]);
  const written = { lines: lines ?? [], spans: spans ?? [] };
  const story = storyOf({ sale, ...stories, ...written, now: context.now });
  if (story === undefined) throw unknown(reference);
  return {
    reference,
    sale: sale === undefined ? null : shownSale(sale),
    startedAt: story.startedAt.toISOString(),
    durationMs: story.durationMs,
    traces: traceIds.map((traceId) => shownTrace(traceId, isSampled(traceId, spans), deps.traceUrl(traceId))),
    nodes: story.nodes,
    gaps: [...gaps, ...story.gaps, ...gapsOfTraces(traceIds, lines, spans)],
  };
}

function shownTrace(
  traceId: string,
  sampled: boolean,
  url: string | undefined,
): Explanation['traces'][number] {
  return { traceId, sampled, ...(url === undefined ? {} : { url }) };
}

/** When sale cannot be asked, a trace is still told as far as logs and spans go. */
async function saleOf(
  { storytellers }: ExplainDeps,
  reference: string,
  around: number | undefined,
  gaps: StoryGap[],
  context: Context,
): Promise<SaleStory | undefined> {
  try {
    return await storytellers.sale(reference, around === undefined ? undefined : new Date(around), context);
  } catch (error) {
    if (around === undefined) throw error;
    gaps.push({ reason: 'serviceUnavailable', subject: 'sale' });
    return undefined;
  }
}

async function linesOf(
  { footprints }: ExplainDeps,
  traceIds: readonly string[],
  sale: SaleStory | undefined,
  first: TracedLine[] | undefined,
): Promise<TracedLine[] | undefined> {
  if (sale === undefined) return first;
  return footprints.lines(traceIds, new Date(Date.parse(sale.sale.createdAt) - BEFORE_SALE_MS));
}

const tracesOf = (sale: SaleStory | undefined): string[] =>
  sale === undefined ? [] : [...sale.sagas, ...sale.events.items].map(({ traceId }) => traceId);

const distinct = (texts: readonly string[]): string[] => [...new Set(texts)];

function shownSale({ sale }: SaleStory): NonNullable<Explanation['sale']> {
  const { id, receiptNumber, status, totalCents, locationId, refusal } = sale;
  return { id, receiptNumber, status, totalCents, locationId, refusal };
}

function unknown(reference: string): AppError {
  return new AppError(
    'notFound',
    'explanation.not_found',
    `Nothing is known of ${reference}: no sale has it, and no log of today's does.`,
  );
}
