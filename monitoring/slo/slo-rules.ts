import path from 'node:path';
import { format, resolveConfig } from 'prettier';
import { stringify } from 'yaml';
import { burnAlerts } from './burn-alerts.ts';
import { EVALUATED_EVERY_SECONDS } from './evaluation.ts';
import { measureOf } from './measures.ts';
import type { Objective } from './objectives.ts';

const SHORT_WINDOWS = ['5m', '30m', '1h', '2h'];
const LONG_WINDOWS = ['6h', '1d', '3d'];
const BUDGET_WINDOW = '30d';
const HEADER =
  '# Made from monitoring/slo.yml: node_modules/.bin/node monitoring/slo/generate.ts. A test compares.\n';

export const rulesFile = path.join(import.meta.dirname, '../rules/slo.rules.yml');

/** The content of rules/slo.rules.yml. */
export async function sloRules(objectives: readonly Objective[]): Promise<string> {
  const groups = [
    group('slo-events', EVALUATED_EVERY_SECONDS, objectives.flatMap(countsOf)),
    group('slo-short-windows', EVALUATED_EVERY_SECONDS, SHORT_WINDOWS.map(ratioOver)),
    // Long windows move slowly and read many samples.
    group('slo-long-windows', 60, [...LONG_WINDOWS.map(ratioOver), ...objectives.map(budgetLeft)]),
    group('slo-alerts', EVALUATED_EVERY_SECONDS, objectives.flatMap(burnAlerts)),
  ];
  const yaml = HEADER + stringify({ groups }, { lineWidth: 0, aliasDuplicateObjects: false });
  return format(yaml, { ...(await resolveConfig(rulesFile)), parser: 'yaml' });
}

function group(name: string, seconds: number, rules: readonly object[]) {
  return { name, interval: `${seconds}s`, rules };
}

function countsOf(objective: Objective) {
  const { events, bad } = measureOf(objective);
  const labels = { slo: objective.slo };
  return [
    { record: 'slo:events:rate1m', expr: events, labels },
    { record: 'slo:bad_events:rate1m', expr: bad, labels },
    { record: 'slo:objective:ratio', expr: `vector(${objective.objective})`, labels },
  ];
}

/** Adds up rates, so that a busy hour weighs more than a quiet one. Without any event nothing is bad. */
function ratioOver(window: string) {
  return { record: `slo:bad_events:ratio${window}`, expr: badOver(window) };
}

function badOver(window: string, select = ''): string {
  const total = (what: string) => `sum_over_time(slo:${what}:rate1m${select}[${window}])`;
  return `${total('bad_events')} / (${total('events')} > 0)\n  or ${total('events')} * 0`;
}

/** 1 is an untouched budget, 0 one that is used up; below, the objective is missed. */
function budgetLeft({ slo, objective }: Objective) {
  const budget = Number((1 - objective).toPrecision(6));
  return {
    record: 'slo:error_budget_left:ratio30d',
    expr: `1 - (\n${badOver(BUDGET_WINDOW, `{slo="${slo}"}`)}\n) / ${budget}`,
    labels: { slo },
  };
}
