export interface BackOff {
  /** How long to wait before the next start, after a run of that length. */
  next(ranForMs: number): number;
}

const FIRST_MS = 100;
const LONGEST_MS = 30_000;
const HEALTHY_MS = 30_000;

/** Doubles from a tenth of a second to half a minute; a run of half a minute counts as healthy and starts it anew. */
export function createBackOff(): BackOff {
  let failures = 0;
  return {
    next(ranForMs) {
      if (ranForMs >= HEALTHY_MS) failures = 0;
      failures += 1;
      return Math.min(FIRST_MS * 2 ** (failures - 1), LONGEST_MS);
    },
  };
}
