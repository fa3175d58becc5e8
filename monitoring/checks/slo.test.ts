import { readFileSync } from 'node:fs';
import { expect, test } from '@jest/globals';
import { createMetrics } from '../../packages/service-kit/src/metrics.ts';
import { readObjectives } from '../slo/objectives.ts';
import { rulesFile, sloRules } from '../slo/slo-rules.ts';

const objectives = readObjectives();

test('the committed rules are those that slo.yml makes: run node_modules/.bin/node monitoring/slo/generate.ts', async () => {
  expect(readFileSync(rulesFile, 'utf8')).toBe(await sloRules(objectives));
});

test('what takes too long is counted at a bound that the histogram has', async () => {
  const { registry, http } = createMetrics();
  http.known('GET', '/somewhere');
  const exported = await registry.metrics();

  const bounds = objectives.flatMap(({ measure }) => (measure.kind === 'slow' ? [measure.seconds] : []));

  expect(bounds).toHaveLength(2);
  for (const bound of bounds) expect(exported).toContain(`le="${bound}"`);
});

test('objectives and their alerts have names of their own', () => {
  expect(new Set(objectives.map(({ slo }) => slo)).size).toBe(objectives.length);
  expect(new Set(objectives.map(({ alert }) => alert)).size).toBe(objectives.length);
});
