import { findLines, listLogs, listSpanFiles, parseLogLine } from '@comptoir/log-files';
import { z } from 'zod';
import { processNamed } from '../domain/log-entry.ts';
import type { TracedLine } from '../domain/story/request-lines.ts';
import type { Span } from '../domain/story/span.ts';
import { writtenSpan } from '../domain/story/span.ts';
import type { Footprints } from '../use-cases/story-ports.ts';

/** Of one process at a time: as much as its logs may hold together. */
const MOST_BYTES = 48 * 1024 * 1024;

export interface Folders {
  logs: string | undefined;
  spans: string | undefined;
}

/** What the processes of a mesh on one machine have written of a trace. */
export function footprints({ logs, spans }: Folders): Footprints {
  return {
    lines: async (traceIds, since) => {
      if (logs === undefined) return undefined;
      const found: TracedLine[] = [];
      for (const { name, older, current } of listLogs(logs)) {
        const search = { words: traceIds, since: since?.getTime(), maxBytes: MOST_BYTES };
        const lines = await findLines([...older, current], search);
        found.push(...lines.flatMap((text) => tracedLine(name, text, traceIds) ?? []));
      }
      return found.toSorted((one, other) => one.time - other.time);
    },
    spans: async (traceIds) => {
      if (spans === undefined) return undefined;
      const found: Span[] = [];
      for (const files of listSpanFiles(spans)) {
        const lines = await findLines(files, { words: traceIds, maxBytes: MOST_BYTES });
        found.push(...lines.flatMap((text) => spanIn(text, traceIds) ?? []));
      }
      return found;
    },
  };
}

const traced = z.object({ traceId: z.string() });

function tracedLine(source: string, text: string, traceIds: readonly string[]): TracedLine | undefined {
  const { time, level, message, fields } = parseLogLine(source, text);
  const { data } = traced.safeParse(fields);
  // A line may name a trace among other things; it is of the trace that its own field says.
  if (time === undefined || data === undefined || !traceIds.includes(data.traceId)) return undefined;
  const { service, replica } = processNamed(source);
  return {
    source,
    service,
    replica: replica?.toString(),
    traceId: data.traceId,
    time,
    level: level.toLowerCase(),
    message,
    fields,
  };
}

function spanIn(text: string, traceIds: readonly string[]): Span | undefined {
  const { data } = writtenSpan.safeParse(jsonIn(text));
  // A span may link to a wanted trace and be of another one.
  return data !== undefined && traceIds.includes(data.traceId) ? data : undefined;
}

function jsonIn(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}
