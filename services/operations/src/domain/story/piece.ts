import type { StoryNode } from '@comptoir/contracts/http/explanation';

/** One thing that is known to have happened, before its place in the story is. Times are epoch milliseconds. */
export interface Piece {
  kind: StoryNode['kind'];
  title: string;
  service: string;
  replica?: string | undefined;
  traceId?: string | undefined;
  spanId?: string | undefined;
  /** The span that set it off, if anybody wrote that down. */
  parentId?: string | undefined;
  /** The service that called, for a request between services. */
  caller?: string | undefined;
  startMs: number;
  /** Absent for a moment. */
  durationMs?: number | undefined;
  outcome: StoryNode['outcome'];
  facts: StoryNode['facts'];
}

export interface Branch extends Piece {
  children: Branch[];
}

export const endOf = ({ startMs, durationMs = 0 }: Pick<Piece, 'startMs' | 'durationMs'>): number =>
  startMs + durationMs;

/**
 * Logs and databases tell time in whole milliseconds, each process and engine on its own: what happened inside
 * something else may seem to begin or to end this much outside it.
 */
export const TOLERANCE_MS = 2;

export function holds(outer: Piece, inner: Pick<Piece, 'startMs' | 'durationMs'>): boolean {
  return (
    outer.durationMs !== undefined &&
    outer.startMs - TOLERANCE_MS <= inner.startMs &&
    endOf(inner) <= endOf(outer) + TOLERANCE_MS
  );
}

/** Facts without those that are not known. */
export function known(
  facts: Readonly<Record<string, string | number | boolean | null | undefined>>,
): Piece['facts'] {
  const kept: Piece['facts'] = {};
  for (const [name, value] of Object.entries(facts))
    if (value !== undefined && value !== null && value !== '') kept[name] = value;
  return kept;
}

/** What a status says of the work: a refusal is a decision, a failure is none. */
export function outcomeOf(status: number): Piece['outcome'] {
  if (status >= 500 || status === 0) return 'failed';
  return status >= 400 ? 'refused' : 'ok';
}
