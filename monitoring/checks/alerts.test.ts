import { readFileSync, readdirSync } from 'node:fs';
import path from 'node:path';
import { panels } from '@comptoir/panels';
import { expect, test } from '@jest/globals';
import { parse } from 'yaml';
import { z } from 'zod';
import { readRules } from './queries.ts';

const folder = path.join(import.meta.dirname, '..');
const alerts = readRules().flatMap(({ alert, ...rest }) => (alert === undefined ? [] : [{ alert, ...rest }]));
const names = [...new Set(alerts.map(({ alert }) => alert))].toSorted();
const runbooks = readdirSync(path.join(folder, 'runbooks')).toSorted();

const testFile = z.object({
  tests: z.array(
    z.object({
      alert_rule_test: z
        .array(z.object({ alertname: z.string(), exp_alerts: z.array(z.unknown()) }))
        .default([]),
    }),
  ),
});
const outcomes = readdirSync(path.join(folder, 'tests')).flatMap((file) =>
  testFile
    .parse(parse(readFileSync(path.join(folder, 'tests', file), 'utf8')))
    .tests.flatMap((one) => one.alert_rule_test)
    .map(({ alertname, exp_alerts }) => `${alertname} ${exp_alerts.length === 0 ? 'is silent' : 'fires'}`),
);

test.each(names)('%s has a series that fires it and one that does not', (name) => {
  expect(outcomes).toEqual(expect.arrayContaining([`${name} fires`, `${name} is silent`]));
});

test('every alert pages or opens a ticket, and says what happened, what to do and where that is written', () => {
  for (const { alert, labels, annotations } of alerts) {
    expect(['page', 'ticket']).toContain(labels['severity']);
    expect(annotations).toEqual({
      summary: expect.stringMatching(/\S/),
      description: expect.stringMatching(/\S/),
      runbook: `monitoring/runbooks/${alert}.md`,
    });
  }
});

test('there is a runbook for every alert, and for nothing else', () => {
  expect(runbooks).toEqual(names.map((name) => `${name}.md`));
});

test.each(runbooks)('%s says what the alert means, where to look and what to do', (name) => {
  const text = readFileSync(path.join(folder, 'runbooks', name), 'utf8');

  const headings = [...text.matchAll(/^#+ (.*)$/gm)].map(([, heading]) => heading);
  const panelsNamed = [...text.matchAll(/"([A-Z][^"]*)"/g)].map(([, title]) => title);
  const linked = [...text.matchAll(/\]\(([^)]*)\)/g)].map(([, file]) => file);

  expect(headings).toEqual([path.parse(name).name, 'What it means', 'Where to look', 'What to do']);
  const titles = panels.map(({ title }) => title.en);
  expect(panelsNamed.filter((title) => !titles.includes(title ?? ''))).toEqual([]);
  expect(linked.filter((file) => !runbooks.includes(file ?? ''))).toEqual([]);
});
