import { readFileSync } from 'node:fs';
import { z } from 'zod';
import { errorCode } from '../thrown.ts';
import { MeshError } from '../mesh-error.ts';
import { writeFileAtomically } from './write-file.ts';

const identitySchema = z.object({ pid: z.number().int(), startTime: z.number() });

const processSchema = identitySchema.extend({
  service: z.string(),
  replica: z.number().int(),
  port: z.number().int(),
  tier: z.enum(['edge', 'service', 'engine']),
});

const stateSchema = z.object({
  /** Who supervises now; null after a clean stop. */
  supervisor: identitySchema.nullable(),
  gatewayPort: z.number().int().nullable(),
  /** Ports given out, by process; kept so that addresses survive a restart. */
  ports: z.record(z.string(), z.number().int()),
  /** Replica counts chosen by `scale`; a service that is not named has its default. */
  replicas: z.record(z.string(), z.number().int()),
  demoSeeded: z.boolean(),
  /** What runs, written before anything else can happen to it: the way back to it after a kill -9 of the supervisor. */
  processes: z.array(processSchema),
});

export type State = z.infer<typeof stateSchema>;
export type RecordedProcess = z.infer<typeof processSchema>;

const nothingYet: State = {
  supervisor: null,
  gatewayPort: null,
  ports: {},
  replicas: {},
  demoSeeded: false,
  processes: [],
};

/** What the last mesh of this home left written; the empty state when there was none. */
export function readState(file: string): State {
  const text = readIfThere(file);
  if (text === undefined) return structuredClone(nothingYet);
  try {
    return stateSchema.parse(JSON.parse(text));
  } catch (error) {
    throw new MeshError(
      `${file} is damaged: move it away, end what still runs from that folder, and start again.`,
      {
        cause: error,
      },
    );
  }
}

export function writeState(file: string, state: State): void {
  writeFileAtomically(file, `${JSON.stringify(state, null, 2)}\n`);
}

function readIfThere(file: string): string | undefined {
  try {
    return readFileSync(file, 'utf8');
  } catch (error) {
    if (errorCode(error) === 'ENOENT') return undefined;
    throw error;
  }
}
