import { command, REPLICATED } from '../mesh/drill-mesh.ts';
import type { Fault } from './fault.ts';
import { aMoment } from './strikes.ts';

/** What an operator does on purpose must not be felt at all. */
const UNFELT = { failedReads: 0, failedWrites: 0 };

export const operatorFaults: Fault[] = [
  {
    name: 'rolling-restart',
    title: 'rolling restart of every service',
    bounds: UNFELT,
    strike: async ({ mesh }) => {
      for (const service of REPLICATED) await command(mesh, 'restart', service);
    },
  },
  {
    name: 'scale',
    title: 'product, stock and sale to four replicas and back',
    bounds: UNFELT,
    strike: async ({ mesh }) => {
      const services = ['product', 'stock', 'sale'];
      for (const service of services) await command(mesh, 'scale', `${service}=4`);
      await aMoment();
      for (const service of services) await command(mesh, 'scale', `${service}=2`);
    },
  },
];
