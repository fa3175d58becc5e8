const MOST_NAMED = 5;

/** The first few problems of one kind, and how many more there are. */
export function some(problems: readonly string[]): string[] {
  if (problems.length <= MOST_NAMED) return [...problems];
  return [...problems.slice(0, MOST_NAMED), `… and ${problems.length - MOST_NAMED} more of this kind`];
}
