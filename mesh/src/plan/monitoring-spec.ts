import { engineEnv } from '../engines/index.ts';
import { logFile, type Locations } from '../home/locations.ts';
import { answersOk } from './probe.ts';
import type { ProcessSpec } from './process-spec.ts';

/** What all that watches has in common: it is written in Go, and outlives what it watches. */
export function monitoringSpec(
  locations: Locations,
  name: string,
  port: number,
  command: { command: string; args: string[] },
): ProcessSpec {
  return {
    name,
    service: name,
    replica: 1,
    port,
    // It watches until the last service is gone, and needs none of the engines.
    tier: 'engine',
    ...command,
    // Go would collect garbage only when the heap has doubled; a quarter of that costs little at our few series.
    env: { ...engineEnv, GOGC: '25' },
    cwd: locations.home,
    logFile: logFile(locations, name),
    stop: { signal: 'SIGTERM', graceMs: 10_000 },
    isReady: () => answersOk(`http://127.0.0.1:${port}/-/ready`),
  };
}
