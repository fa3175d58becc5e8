import { pidsOf } from '@comptoir/mesh/own-mesh';
import { startAgain } from '../mesh/drill-mesh.ts';
import { kill } from '../mesh/processes.ts';
import type { Fault } from './fault.ts';

export const everythingFaults: Fault[] = [
  {
    name: 'kill-everything',
    title: 'kill -9 of every process at once, launcher included, then the next start',
    bounds: { recoveredMs: 15_000 },
    strike: async ({ mesh }) => {
      const { processes, launcher } = await mesh.status();
      const leaders = [launcher?.pid, ...processes.map(({ pid }) => pid)].filter(
        (pid) => typeof pid === 'number',
      );
      for (const pid of leaders.flatMap(pidsOf)) kill({ pid });
      await startAgain(mesh);
    },
  },
];
