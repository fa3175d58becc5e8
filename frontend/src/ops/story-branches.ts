import type { StoryNode } from '@comptoir/contracts/http/explanation';

/** A node with what is inside it, and the time its bar is drawn in: that of the outermost node around it. */
export interface Grown {
  key: number;
  node: StoryNode;
  from: number;
  span: number;
  children: Grown[];
}

/** The tree that the list of nodes was read from. */
export function branchesOf(nodes: readonly StoryNode[]): Grown[] {
  const roots: Grown[] = [];
  const open: Grown[] = [];
  for (const [key, node] of nodes.entries()) {
    open.length = Math.min(open.length, node.depth);
    const [outermost] = open;
    const from = outermost?.from ?? node.atMs;
    const span = outermost?.span ?? node.durationMs ?? 0;
    const branch: Grown = { key, node, from, span, children: [] };
    (open.at(-1)?.children ?? roots).push(branch);
    open.push(branch);
  }
  return roots;
}
