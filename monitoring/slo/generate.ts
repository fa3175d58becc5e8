/** `node monitoring/slo/generate.ts`: writes the rules that monitoring/slo.yml asks for. */
import { writeFile } from 'node:fs/promises';
import { readObjectives } from './objectives.ts';
import { rulesFile, sloRules } from './slo-rules.ts';

await writeFile(rulesFile, await sloRules(readObjectives()));
