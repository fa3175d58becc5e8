import { explanation, type Explanation, type StoryNode } from '@comptoir/contracts/http/explanation';
import { waitUntil } from '@comptoir/test-kit';
import type { MeshUnderTest } from './mesh-under-test.ts';

/** What the command line tells of a sale, once its lines are written and stock has moved the goods. */
export function wholeStory(mesh: MeshUnderTest, reference: string): Promise<Explanation> {
  return waitUntil(
    async () => {
      const { code, output } = await mesh.run('explain', reference, '--json');
      if (code !== 0) return false;
      const story = explanation.parse(JSON.parse(output));
      const isWhole = story.gaps.every(({ reason }) => reason === 'notSampled' || reason === 'partlySampled');
      const isWritten = story.nodes.some(({ kind }) => kind === 'gateway');
      return isWhole && isWritten && story.nodes.some(({ kind }) => kind === 'delivery') && story;
    },
    { timeoutMs: 30_000 },
  );
}

/** Replicas that had to do with it, like `stock-2`. */
export const replicasIn = ({ nodes }: Explanation): Set<string> =>
  new Set(nodes.flatMap(({ service, replica }) => (replica === undefined ? [] : [`${service}-${replica}`])));

/** Times are told to the hundredth of a millisecond. */
const ROUNDED_MS = 0.05;

/**
 * Where times do not add up: what lies outside of what it is part of, and parts that follow each other and together
 * take longer than the whole.
 */
export function contradictions({ nodes }: Explanation): string[] {
  const inside = new Map<StoryNode, StoryNode[]>();
  const open: StoryNode[] = [];
  for (const node of nodes) {
    open.length = node.depth;
    const parent = open.at(-1);
    if (parent !== undefined) inside.set(parent, [...(inside.get(parent) ?? []), node]);
    open.push(node);
  }
  return [...inside].flatMap(([parent, children]) => [
    ...children
      .filter((child) => child.atMs < parent.atMs - ROUNDED_MS || endOf(child) > endOf(parent) + ROUNDED_MS)
      .map((child) => `${child.title} lies outside of ${parent.title}`),
    ...(sumInTurn(children) > (parent.durationMs ?? 0) + ROUNDED_MS * children.length
      ? [`the parts of ${parent.title} take longer than it`]
      : []),
  ]);
}

const endOf = ({ atMs, durationMs = 0 }: StoryNode): number => atMs + durationMs;

/** How long those take together that begin after the one before has ended. */
function sumInTurn(children: readonly StoryNode[]): number {
  let [sum, free] = [0, -Infinity];
  for (const child of children) {
    if (child.atMs < free - ROUNDED_MS) continue;
    sum += child.durationMs ?? 0;
    free = endOf(child);
  }
  return sum;
}
