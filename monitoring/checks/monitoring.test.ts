import { spawnSync } from 'node:child_process';
import { mkdtempSync, readFileSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { expect, test } from '@jest/globals';
import { parse } from 'yaml';
import { dashboardProblems } from '../grafana/dashboards.ts';
import { meshQueries } from '../../services/operations/src/domain/mesh-queries.ts';
import { exportedMetrics, keptOfEngines } from './exported-metrics.ts';
import { groupingLabelsIn, selectorsIn } from './promql-names.ts';
import { dashboardQueries, readDashboards, readRules } from './queries.ts';

const folder = path.join(import.meta.dirname, '..');
const inFolder = (name: string) =>
  readdirSync(path.join(folder, name)).map((file) => path.join(folder, name, file));

function promtool(...args: string[]) {
  const { status, stdout, stderr, error } = spawnSync('promtool', args, { encoding: 'utf8' });
  return { status, output: `${stdout}${stderr}${error?.message ?? ''}` };
}

const rules = readRules();
const ruleQueries = rules.map(({ file, record, alert, expr }) => ({
  where: `${file}, ${record ?? alert}`,
  expr,
}));
const pictureQueries = Object.entries(meshQueries).map(([name, expr]) => ({
  where: `picture of the mesh, ${name}`,
  expr,
}));
const queries = [...ruleQueries, ...dashboardQueries(), ...pictureQueries];
// What rules record has the labels they give it, and those they keep.
const recorded = new Map(
  rules.map(({ record = '', labels }) => [record, ['service', 'le', ...Object.keys(labels)]]),
);

test('every query asks for metrics and labels that the code exports', async () => {
  const exported = await exportedMetrics();

  const unknown = queries.flatMap(({ where, expr }) =>
    selectorsIn(expr)
      .filter(({ metric }) => !recorded.has(metric))
      .flatMap(({ metric, labels }) => {
        const known = exported.get(metric);
        if (known === undefined) return [`${where}: nobody exports ${metric}`];
        return labels
          .filter((label) => !known.has(label))
          .map((label) => `${where}: ${metric} has no label ${label}`);
      }),
  );

  expect(unknown).toEqual([]);
  expect(queries.length).toBeGreaterThan(40);
});

test('of what exporters tell, Prometheus keeps what somebody asks for', () => {
  const asked = new Set(queries.flatMap(({ expr }) => selectorsIn(expr).map(({ metric }) => metric)));

  expect(keptOfEngines().filter((name) => !asked.has(name))).toEqual([]);
});

test('every query groups by labels that its metrics have', async () => {
  const exported = await exportedMetrics();

  const unknown = queries.flatMap(({ where, expr }) => {
    const labels = new Set(
      selectorsIn(expr).flatMap(({ metric }) => [...(exported.get(metric) ?? recorded.get(metric) ?? [])]),
    );
    return groupingLabelsIn(expr)
      .filter((label) => !labels.has(label))
      .map((label) => `${where}: no metric in it has the label ${label}`);
  });

  expect(unknown).toEqual([]);
});

test('every query that people see the answer of is PromQL', () => {
  const scratch = mkdtempSync(path.join(tmpdir(), 'comptoir-promql-'));
  const file = path.join(scratch, 'queries.yml');
  const asRules = [...dashboardQueries(), ...pictureQueries].map(({ expr }, index) => ({
    record: `query:${index}`,
    expr,
  }));
  writeFileSync(file, JSON.stringify({ groups: [{ name: 'dashboards', rules: asRules }] }));

  const checked = promtool('check', 'rules', file);

  rmSync(scratch, { recursive: true });
  expect(checked).toEqual({ status: 0, output: expect.stringContaining(`${asRules.length} rules found`) });
});

test('promtool takes the configuration and the rules it names', () => {
  const checked = promtool('check', 'config', path.join(folder, 'prometheus.yml'));

  expect(checked).toEqual({ status: 0, output: expect.stringContaining('rule files found') });
});

test('the rules compute what their tests say', () => {
  const checked = promtool('test', 'rules', ...inFolder('tests'));

  expect(checked).toEqual({ status: 0, output: expect.not.stringContaining('FAILED') });
});

test('every rule has a test', () => {
  const tested = inFolder('tests')
    .map((file) => readFileSync(file, 'utf8'))
    .join('\n');

  const untested = rules
    .map(({ record, alert }) => alert ?? record ?? '')
    .filter((name) => !tested.includes(name));

  // What they stand on is computed in between.
  expect(untested).toEqual([
    'service:http_server_errors:rate1m',
    'service:http_request_duration_seconds_bucket:rate1m',
  ]);
});

test('Grafana finds its dashboards and Prometheus where compose puts them', () => {
  const provisioned = (name: string): unknown =>
    parse(readFileSync(path.join(folder, 'grafana/provisioning', name), 'utf8'));

  expect(provisioned('datasources/prometheus.yml')).toMatchObject({
    datasources: [{ uid: 'prometheus', url: 'http://prometheus:9090' }],
  });
  expect(provisioned('dashboards/comptoir.yml')).toMatchObject({
    providers: [{ options: { path: '/etc/grafana/dashboards' } }],
  });
});

test.each([...readDashboards()])('%s says of each panel what it shows, in which unit', (_, dashboard) => {
  const panels = dashboard.panels.filter(({ type }) => type !== 'text');

  const silent = panels.filter(
    ({ description = '', fieldConfig, targets }) =>
      description === '' || fieldConfig === undefined || targets.length === 0,
  );

  expect(silent.map(({ title }) => title)).toEqual([]);
  const asked = panels.flatMap(({ targets }) => targets).filter(({ expr }) => expr.includes('$service'));
  expect(dashboard.templating.list.map(({ name }) => name)).toEqual(
    asked.length === 0 ? [] : ['service', 'replica'],
  );
});

test.each([...readDashboards()])('the panels of %s neither overlap nor leave the page', (_, dashboard) => {
  const cells = dashboard.panels.flatMap(({ title, gridPos: { x, y, w, h } }) =>
    Array.from({ length: w * h }, (_cell, index) => ({
      title,
      column: x + (index % w),
      row: y + Math.floor(index / w),
    })),
  );

  const taken = new Set(cells.map(({ column, row }) => `${column} ${row}`));

  expect(cells.filter(({ column }) => column >= 24)).toEqual([]);
  expect(taken.size).toBe(cells.length);
});

test('the dashboards are those that panels and runbooks make, and no others', async () => {
  expect(await dashboardProblems(path.join(folder, '..'))).toEqual([]);
  expect([...readDashboards().keys()].toSorted()).toEqual([
    'business.json',
    'data.json',
    'overview.json',
    'runbooks.json',
    'service.json',
  ]);
});
