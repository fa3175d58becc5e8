import type { ListedLocation } from '../seed/internal-shapes.ts';
import { UsageProblem } from './usage.ts';

/**
 * Where an opening stock goes: the location asked for, else the first store in order of code, because goods that a
 * till cannot sell help nobody; undefined when there is no store. Throws UsageProblem for a code that does not exist.
 */
export function chooseLocation(
  locations: ListedLocation[],
  wanted: string | undefined,
): ListedLocation | undefined {
  const inOrder = [...locations].toSorted((a, b) => (a.code < b.code ? -1 : 1));
  if (wanted === undefined) return inOrder.find(({ type }) => type === 'store');

  const found = inOrder.find(({ code }) => code.toLowerCase() === wanted.toLowerCase());
  if (found !== undefined) return found;
  const codes = inOrder.map(({ code }) => code).join(', ');
  throw new UsageProblem(`There is no location ${wanted}; there are ${codes === '' ? 'none' : codes}.`);
}
