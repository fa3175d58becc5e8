import { capacityOf, floodAt, type Flood } from '../clients/flood.ts';
import { any } from '../clients/person.ts';
import type { Fault } from './fault.ts';

const CONNECTIONS = 48;
const MEASURE_MS = 3_000;
const BURST_MS = 6_000;
const TIMES = 3;
const MOST_P99_MS = 1_000;

export const burstFaults: Fault[] = [
  {
    name: 'burst',
    title: 'three times as many reads of the last sales as there is capacity for, 6 s long',
    bounds: { recoveredMs: 5_000 },
    strike: async ({ mesh, shop, say }) => {
      const { locationId, clerk } = any(shop.posts);
      const target = {
        // A read that costs the mesh far more than the flood: who floods shares the machine.
        url: `${mesh.url}/api/sales?locationId=${locationId}&size=100`,
        token: clerk.token(),
      };
      // Code that has not run yet is compiled first, and would pass for a small capacity.
      await capacityOf(target, CONNECTIONS, MEASURE_MS);
      const capacity = await capacityOf(target, CONNECTIONS, MEASURE_MS);
      const flood = await floodAt(target, capacity * TIMES, BURST_MS);
      say(
        `  ${Math.round(capacity)}/s is the capacity; of ${flood.sent}, ${flood.accepted} accepted, ${flood.shed} shed`,
      );
      return problemsOf(flood);
    },
  },
];

/** What is not shed with a word must be served, and in time. */
function problemsOf({ accepted, shed, other, p99Ms }: Flood): string[] {
  return [
    ...Object.entries(other).map(([what, times]) => `${times} requests of the burst ended with ${what}`),
    ...(shed > 0 ? [] : ['nothing was shed']),
    ...(accepted > 0 && p99Ms < MOST_P99_MS ? [] : [`p99 of what was accepted is ${p99Ms} ms`]),
  ];
}
