import { rmSync } from 'node:fs';
import path from 'node:path';
import { kill, processesOf, whenAllReady } from '../mesh/processes.ts';
import type { Fault } from './fault.ts';
import { frozen, killed } from './strikes.ts';

/** What there is once. `notFelt`: reads go on without it. */
const ENGINES = [
  { name: 'nginx', recoveredMs: 5_000, notFelt: false },
  { name: 'mariadb', recoveredMs: 15_000, notFelt: false },
  { name: 'redis-data', recoveredMs: 10_000, notFelt: false },
  { name: 'redis-cache', recoveredMs: 5_000, notFelt: true },
  { name: 'prometheus', recoveredMs: 0, notFelt: true },
] as const;

const BACK_WITHIN_MS = 30_000;

export const engineFaults: Fault[] = [
  ...ENGINES.flatMap(({ name, recoveredMs, notFelt }): Fault[] => {
    const bounds = { recoveredMs, ...(notFelt ? { failedReads: 0, failedWrites: 0 } : {}) };
    return [
      { name: `kill-${name}`, title: `kill -9 of ${name}`, bounds, strike: (stage) => killed(stage, name) },
      {
        name: `freeze-${name}`,
        title: `SIGSTOP for 10 s of ${name}`,
        bounds,
        strike: (stage) => frozen(stage, name),
      },
    ];
  }),
  {
    name: 'empty-redis-data',
    title: 'kill -9 of redis-data, its files lost',
    bounds: { recoveredMs: 10_000 },
    strike: async ({ mesh }) => {
      const victims = await processesOf(mesh, 'redis-data');
      victims.forEach(kill);
      // At once: the launcher starts it again a tenth of a second later.
      rmSync(path.join(mesh.home, 'data', 'redis-data', 'appendonlydir'), { recursive: true, force: true });
      await whenAllReady(
        mesh,
        BACK_WITHIN_MS,
        victims.map(({ pid }) => pid),
      );
    },
  },
];
