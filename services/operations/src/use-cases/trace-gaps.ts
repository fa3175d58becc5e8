import type { StoryGap } from '@comptoir/contracts/http/explanation';
import type { TracedLine } from '../domain/story/request-lines.ts';
import type { Span } from '../domain/story/span.ts';

/** What logs and spans cannot say of these traces. */
export function gapsOfTraces(
  traceIds: readonly string[],
  lines: readonly TracedLine[] | undefined,
  spans: readonly Span[] | undefined,
): StoryGap[] {
  return [
    ...(lines === undefined ? [{ reason: 'logsElsewhere' as const, subject: '' }] : []),
    ...traceIds
      .filter((id) => lines?.every(({ traceId }) => traceId !== id) === true)
      .map((subject) => ({ reason: 'linesMissing' as const, subject })),
    ...traceIds
      .filter((id) => spans !== undefined && !isSampled(id, spans))
      .map((subject) => ({ reason: 'notSampled' as const, subject })),
    ...servicesWithoutSpans(lines ?? [], spans ?? []).map((subject) => ({
      reason: 'partlySampled' as const,
      subject,
    })),
  ];
}

/** Services that answered requests of a sampled trace, and kept none of its spans. */
function servicesWithoutSpans(lines: readonly TracedLine[], spans: readonly Span[]): string[] {
  const kept = new Set(spans.map(({ traceId, service }) => `${traceId} ${service}`));
  const silent = lines.filter(
    ({ service, traceId, message }) =>
      message === 'request' &&
      service !== 'nginx' &&
      isSampled(traceId, spans) &&
      !kept.has(`${traceId} ${service}`),
  );
  return [...new Set(silent.map(({ service }) => service))];
}

/** Whether there are spans of a trace. */
export const isSampled = (id: string, spans: readonly Span[] | undefined): boolean =>
  spans?.some(({ traceId }) => traceId === id) === true;
