import type { Branch, Piece } from './piece.ts';
import { TOLERANCE_MS, endOf, holds } from './piece.ts';

/**
 * What lasted, as a tree: each piece under the span that set it off when that is known, else under the shortest piece
 * around it that can have: of the calling service for a request, of the same process for what happened inside one.
 * Answers the roots, and every branch.
 */
export function requestTree(pieces: readonly Piece[]): { roots: Branch[]; branches: Branch[] } {
  const branches: Branch[] = pieces.map((piece) => ({ ...piece, children: [] }));
  const bySpan = new Map(branches.flatMap((one) => (one.spanId === undefined ? [] : [[one.spanId, one]])));
  const roots: Branch[] = [];
  for (const branch of branches) {
    const parent = parentOf(branch, bySpan, branches);
    if (parent === undefined) roots.push(branch);
    else parent.children.push(branch);
  }
  for (const root of roots) settle(root);
  return { roots: roots.toSorted(byStart), branches };
}

function parentOf(
  branch: Branch,
  bySpan: ReadonlyMap<string, Branch>,
  branches: readonly Branch[],
): Branch | undefined {
  // What reacts to an event begins after the work that told of it: it belongs to the event.
  if (branch.kind === 'delivery') return undefined;
  const setOff = branch.parentId === undefined ? undefined : bySpan.get(branch.parentId);
  if (setOff !== undefined) return setOff === branch ? undefined : setOff;
  const around = branches.filter(
    (one) =>
      one !== branch && one.traceId === branch.traceId && canHold(one, branch) && !isWithin(one, branch),
  );
  return around.toSorted((one, other) => (one.durationMs ?? 0) - (other.durationMs ?? 0))[0];
}

function canHold(outer: Branch, inner: Branch): boolean {
  if (!holds(outer, inner)) return false;
  if (inner.kind === 'gateway') return false;
  if (inner.kind !== 'request')
    return outer.service === inner.service && outer.replica === inner.replica && outer.kind !== 'query';
  if (inner.caller !== undefined) return outer.kind === 'request' && outer.service === inner.caller;
  // A request nobody wrote a caller for came from the edge, or is what the gateway alone knows of.
  if (inner.replica !== undefined) return outer.kind === 'gateway';
  return outer.kind === 'request' && outer.service !== inner.service;
}

/** Whether `one` stands below `branch` already: two that look alike must not hold each other. */
function isWithin(one: Branch, branch: Branch): boolean {
  return branch.children.some((child) => child === one || isWithin(one, child));
}

/**
 * Children in order, each inside its parent: it is moved by what clocks cannot tell, and never made shorter. What lies
 * further out ended after its parent did, and is left where it was.
 */
function settle(parent: Branch): void {
  for (const child of parent.children) {
    const latest = endOf(parent) - (child.durationMs ?? 0);
    if (child.startMs > latest && child.startMs - latest <= TOLERANCE_MS) child.startMs = latest;
    if (child.startMs < parent.startMs && parent.startMs - child.startMs <= TOLERANCE_MS)
      child.startMs = parent.startMs;
    settle(child);
  }
  parent.children = parent.children.toSorted(byStart);
  markRetries(parent.children);
}

/** The same request once more, after one that failed. Where there are spans the caller's own says so. */
function markRetries(children: readonly Branch[]): void {
  const failed = new Map<string, number>();
  for (const child of children) {
    if (child.kind !== 'request') continue;
    const same = `${child.service} ${child.title}`;
    const before = failed.get(same) ?? 0;
    if (before > 0) child.facts = { ...child.facts, retry: before };
    if (child.outcome === 'failed') failed.set(same, before + 1);
  }
}

export const byStart = (one: Piece, other: Piece): number =>
  one.startMs - other.startMs || (other.durationMs ?? 0) - (one.durationMs ?? 0);
