import { readFileSync } from 'node:fs';
import path from 'node:path';
import { parse } from 'yaml';
import { z } from 'zod';

const select = z.string();
const seconds = z.number().positive();

const objective = z.strictObject({
  slo: z.string().regex(/^[a-z-]+$/),
  alert: z.string().regex(/^[A-Z][A-Za-z]+$/),
  /** Share of the events that are good, below 1. */
  objective: z.number().gt(0.5).lt(1),
  /** Continues "1 % of the …". */
  bad: z.string(),
  advice: z.string(),
  minimumBad: z.int().positive(),
  measure: z.discriminatedUnion('kind', [
    z.strictObject({ kind: z.literal('failed'), select }),
    z.strictObject({ kind: z.literal('slow'), select, seconds }),
    z.strictObject({ kind: z.literal('late'), seconds }),
  ]),
});

export type Objective = z.infer<typeof objective>;

/** The objectives of monitoring/slo.yml. */
export function readObjectives(): Objective[] {
  const file = path.join(import.meta.dirname, '../slo.yml');
  return z.strictObject({ objectives: z.array(objective).min(1) }).parse(parse(readFileSync(file, 'utf8')))
    .objectives;
}
