import { burstFaults } from './burst.ts';
import { providerFaults } from './card-provider.ts';
import { clockFaults } from './clock.ts';
import { engineFaults } from './engines.ts';
import { everythingFaults } from './everything.ts';
import type { Fault } from './fault.ts';
import { fullDiskFaults } from './full-disk.ts';
import { operatorFaults } from './operator.ts';
import { relayFaults } from './relay-leader.ts';
import { replicaFaults, wholeServiceFaults } from './replicas.ts';
import { sagaFaults } from './saga-owner.ts';

/** In the order in which they are done: those after which the mesh must be made anew come last. */
export const faults: readonly Fault[] = [
  ...replicaFaults,
  ...wholeServiceFaults,
  ...engineFaults,
  ...relayFaults,
  ...sagaFaults,
  ...operatorFaults,
  ...providerFaults,
  ...clockFaults,
  ...burstFaults,
  ...everythingFaults,
  ...fullDiskFaults,
];
