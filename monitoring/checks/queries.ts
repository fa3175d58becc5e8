import { readFileSync, readdirSync } from 'node:fs';
import path from 'node:path';
import { parse } from 'yaml';
import { z } from 'zod';

/** One PromQL expression, and where a person finds it. */
export interface Query {
  where: string;
  expr: string;
}

const rulesFile = z.object({
  groups: z.array(
    z.object({
      rules: z.array(
        z.object({
          record: z.string().optional(),
          alert: z.string().optional(),
          expr: z.string(),
          labels: z.record(z.string(), z.string()).default({}),
          annotations: z.record(z.string(), z.string()).default({}),
        }),
      ),
    }),
  ),
});

const panel = z.object({
  title: z.string(),
  description: z.string().optional(),
  type: z.string(),
  gridPos: z.object({ x: z.number(), y: z.number(), w: z.number(), h: z.number() }),
  fieldConfig: z.object({ defaults: z.object({ unit: z.string() }) }).optional(),
  targets: z.array(z.object({ expr: z.string() })).default([]),
});

const dashboardFile = z.object({
  uid: z.string(),
  templating: z.object({
    list: z.array(z.object({ name: z.string(), definition: z.string() })).default([]),
  }),
  panels: z.array(panel),
});

export type Dashboard = z.infer<typeof dashboardFile>;

const folder = path.join(import.meta.dirname, '..');

/** The rules of monitoring/rules, in files' order. */
export function readRules() {
  const rules = path.join(folder, 'rules');
  return readdirSync(rules)
    .toSorted()
    .flatMap((name) => {
      const { groups } = rulesFile.parse(parse(readFileSync(path.join(rules, name), 'utf8')));
      return groups.flatMap((group) => group.rules.map((rule) => ({ ...rule, file: name })));
    });
}

/** The dashboards of monitoring/grafana, by file name. */
export function readDashboards(): Map<string, Dashboard> {
  const dashboards = path.join(folder, 'grafana', 'dashboards');
  return new Map(
    readdirSync(dashboards).map((name) => [
      name,
      dashboardFile.parse(JSON.parse(readFileSync(path.join(dashboards, name), 'utf8'))),
    ]),
  );
}

/** Every expression of the dashboards, with Grafana's variables replaced by what Prometheus itself understands. */
export function dashboardQueries(): Query[] {
  return [...readDashboards()].flatMap(([name, { panels }]) =>
    panels.flatMap(({ title, targets }) =>
      targets.map(({ expr }) => ({
        where: `${name}, ${title}`,
        expr: expr.replaceAll('$__rate_interval', '1m').replaceAll(/\$\w+/g, '.*'),
      })),
    ),
  );
}
