import type { StoryNode } from '@comptoir/contracts/http/explanation';
import type { Branch } from './piece.ts';
import { endOf } from './piece.ts';
import { byStart } from './request-tree.ts';

export interface Read {
  startedAt: Date;
  durationMs: number;
  nodes: StoryNode[];
  /** There was more than is told. */
  cut: boolean;
}

/** A trace may have hundreds of spans in each process; nobody reads more than this. */
const MOST_NODES = 2_000;

/** The story as a list in which each node comes before what is inside it; times count from the first of all. */
export function inReadingOrder(roots: readonly Branch[]): Read {
  const from = Math.min(...roots.map(({ startMs }) => startMs));
  const nodes: StoryNode[] = [];
  let last = from;
  const read = (branch: Branch, depth: number): void => {
    last = Math.max(last, endOf(branch));
    nodes.push(nodeOf(branch, depth, from));
    for (const child of branch.children.toSorted(byStart)) read(child, depth + 1);
  };
  for (const root of roots.toSorted(byStart)) read(root, 0);
  return {
    startedAt: new Date(from),
    durationMs: rounded(last - from),
    nodes: nodes.slice(0, MOST_NODES),
    cut: nodes.length > MOST_NODES,
  };
}

function nodeOf(branch: Branch, depth: number, from: number): StoryNode {
  const { kind, title, service, replica, traceId, startMs, durationMs, outcome, facts } = branch;
  return {
    depth,
    kind,
    title,
    service,
    ...(replica === undefined ? {} : { replica }),
    ...(traceId === undefined ? {} : { traceId }),
    atMs: rounded(startMs - from),
    ...(durationMs === undefined ? {} : { durationMs: rounded(durationMs) }),
    outcome,
    facts,
  };
}

const rounded = (ms: number): number => Math.round(ms * 100) / 100;
