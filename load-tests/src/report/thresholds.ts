import { readFile } from 'node:fs/promises';
import { z } from 'zod';
import { LoadError } from '../load-error.ts';

const boundShape = z.strictObject({ atLeast: z.number().optional(), atMost: z.number().optional() });
const thresholdsShape = z.record(z.string(), z.record(z.string(), boundShape));

export type Bound = z.infer<typeof boundShape>;
export type Thresholds = z.infer<typeof thresholdsShape>;

export interface Verdict {
  measure: string;
  measured: number;
  /** As it is printed: `>= 300`. */
  wanted: string;
  met: boolean;
}

/** Reads thresholds.json: bounds by scenario and measure. */
export async function readThresholds(file: string): Promise<Thresholds> {
  try {
    return thresholdsShape.parse(JSON.parse(await readFile(file, 'utf8')));
  } catch (cause) {
    throw new LoadError(`${file} cannot be read as thresholds.`, { cause });
  }
}

export const wantedOf = ({ atLeast, atMost }: Bound): string =>
  [
    ...(atLeast === undefined ? [] : [`>= ${atLeast}`]),
    ...(atMost === undefined ? [] : [`<= ${atMost}`]),
  ].join(' and ');

/** Judges each bound; a measure that was not taken misses its bound. */
export function judge(
  measures: Readonly<Record<string, number>>,
  bounds: Readonly<Record<string, Bound>>,
): Verdict[] {
  return Object.entries(bounds).map(([measure, bound]) => {
    const measured = measures[measure] ?? Number.NaN;
    const met = measured >= (bound.atLeast ?? -Infinity) && measured <= (bound.atMost ?? Infinity);
    return { measure, measured, wanted: wantedOf(bound), met };
  });
}

const MOST_OF_WHAT_WAS_OFFERED = 0.98;

/** Who offers less than a bound asks for cannot be answered more: then nearly all of the offer must be. */
export function boundsWhenOffered(
  bounds: Readonly<Record<string, Bound>>,
  rate: number | undefined,
): Record<string, Bound> {
  if (rate === undefined) return { ...bounds };
  const { atLeast = Infinity, ...rest } = bounds['achievedPerSecond'] ?? {};
  const floor = Math.min(atLeast, rate * MOST_OF_WHAT_WAS_OFFERED);
  return { ...bounds, achievedPerSecond: { ...rest, atLeast: floor } };
}
