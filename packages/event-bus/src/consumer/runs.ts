import type { Delivery } from './delivery.ts';

/**
 * Groups deliveries by type, so that one statement can do many, into as few groups as possible without ever putting an
 * event before an earlier one of the same subject.
 */
export function runsOf(deliveries: readonly Delivery[]): Delivery[][] {
  const runs: Delivery[][] = [];
  const firstAllowed = new Map<string, number>();
  for (const delivery of deliveries) {
    const { subject } = delivery.event;
    const from = firstAllowed.get(subject) ?? 0;
    let at = runs.findIndex((run, index) => index >= from && run[0]?.handler === delivery.handler);
    if (at < 0) at = runs.push([]) - 1;
    runs[at]?.push(delivery);
    firstAllowed.set(subject, at);
  }
  return runs;
}
