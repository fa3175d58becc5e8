/** Prometheus looks every 5 s: a finer step would only repeat values. */
const FINEST_STEP_SECONDS = 5;
const MOST_POINTS = 120;
/** Rates look back at least this far (lesson 27). */
const SHORTEST_WINDOW_SECONDS = 60;

/** The last minutes, in at most 120 steps. Ends on a whole step, so that asking again moves no point. */
export function rangeBefore(now: Date, minutes: number) {
  const stepSeconds = Math.max(FINEST_STEP_SECONDS, Math.ceil((minutes * 60) / MOST_POINTS));
  const end = Math.floor(now.getTime() / 1000 / stepSeconds) * stepSeconds;
  const steps = Math.min(MOST_POINTS - 1, Math.floor((minutes * 60) / stepSeconds));
  return { start: end - steps * stepSeconds, end, stepSeconds };
}

/** How far back a rate looks, so that nothing between two points is left out. */
export function rateWindow(stepSeconds: number): string {
  return `${Math.max(SHORTEST_WINDOW_SECONDS, stepSeconds)}s`;
}
