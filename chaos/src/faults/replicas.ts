import { REPLICATED } from '../mesh/drill-mesh.ts';
import type { Fault } from './fault.ts';
import { frozen, hung, killed } from './strikes.ts';

/** One replica of each service, the other one stays: nobody who looks something up may notice. */
const oneReplicaFaults = REPLICATED.flatMap((service): Fault[] => [
  {
    name: `kill-${service}`,
    title: `kill -9 of one replica of ${service}`,
    bounds: { failedReads: 0, recoveredMs: 5_000 },
    strike: (stage) => killed(stage, service),
  },
  {
    name: `freeze-${service}`,
    title: `SIGSTOP for 10 s of one replica of ${service}`,
    bounds: { failedReads: 0, recoveredMs: 5_000 },
    strike: (stage) => frozen(stage, service),
  },
]);

export const replicaFaults: Fault[] = [
  ...oneReplicaFaults,
  {
    name: 'hang-sale',
    title: 'SIGSTOP for good of one replica of sale',
    bounds: { failedReads: 0, recoveredMs: 5_000 },
    strike: (stage) => hung(stage, 'sale'),
  },
];

/** A service that is gone altogether. */
export const wholeServiceFaults: Fault[] = [
  {
    name: 'kill-all-stock',
    title: 'kill -9 of all replicas of stock',
    bounds: { recoveredMs: 10_000 },
    strike: (stage) => killed(stage, 'stock', Infinity),
  },
  {
    name: 'kill-all-sale',
    title: 'kill -9 of all replicas of sale',
    bounds: { recoveredMs: 20_000 },
    strike: (stage) => killed(stage, 'sale', Infinity),
  },
  {
    name: 'freeze-all-sale',
    title: 'SIGSTOP for 10 s of all replicas of sale',
    bounds: { recoveredMs: 20_000 },
    strike: (stage) => frozen(stage, 'sale', Infinity),
  },
];
