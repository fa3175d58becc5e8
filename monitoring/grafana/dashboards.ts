import { readFile } from 'node:fs/promises';
import path from 'node:path';
import {
  DashboardBuilder,
  DashboardCursorSync,
  QueryVariableBuilder,
  VariableRefresh,
  VariableSort,
} from '@grafana/grafana-foundation-sdk/dashboard';
import type { Panel } from '@comptoir/panels';
import { isPerService, panels } from '@comptoir/panels';
import { format } from 'prettier';
import { annotations } from './annotations.ts';
import { prometheus } from './data-sources.ts';
import { linksFrom } from './links.ts';
import { panelBuilderFor } from './panel-builders.ts';
import { runbooksDashboard } from './runbooks.ts';

const DASHBOARDS: Record<Panel['group'], { title: string; description: string }> = {
  overview: { title: 'Overview', description: 'The whole mesh at a glance, service beside service.' },
  service: {
    title: 'Service',
    description: 'Traffic, errors, latency and saturation of the chosen services, and what they depend on.',
  },
  data: { title: 'Data', description: 'Events on their way, and the engines that carry the state.' },
  business: { title: 'Business', description: 'Sales, money, and what is held for them.' },
};

/** The files of `monitoring/grafana/dashboards` as panels and runbooks have them, by name. */
export async function dashboardFiles(): Promise<Map<string, string>> {
  const groups = Object.keys(DASHBOARDS) as Panel['group'][];
  const built = [
    ...groups.map((group) => ({ name: `${group}.json`, dashboard: dashboardOf(group) })),
    { name: 'runbooks.json', dashboard: await runbooksDashboard() },
  ];
  const files = built.map(async ({ name, dashboard }): Promise<[string, string]> => {
    const json = JSON.stringify(dashboard.build());
    return [name, await format(json, { parser: 'json', printWidth: 110 })];
  });
  return new Map(await Promise.all(files));
}

/** One sentence per committed dashboard that is not what the panels make. */
export async function dashboardProblems(root: string): Promise<string[]> {
  const folder = path.join(root, 'monitoring/grafana/dashboards');
  const problems = [...(await dashboardFiles())].map(async ([name, wanted]) => {
    const committed = await readFile(path.join(folder, name), 'utf8').catch(() => '');
    return committed === wanted ? [] : [`monitoring/grafana/dashboards/${name} ${DRIFTED}`];
  });
  return (await Promise.all(problems)).flat();
}

const DRIFTED =
  'is not what packages/panels and the runbooks say: run node_modules/.bin/node monitoring/grafana/generate.ts';

function dashboardOf(group: Panel['group']): DashboardBuilder {
  const drawn = panels.filter((panel) => panel.group === group);
  const { title, description } = DASHBOARDS[group];
  const dashboard = new DashboardBuilder(title)
    .uid(group)
    .description(description)
    .tags(['comptoir'])
    .readonly()
    .tooltip(DashboardCursorSync.Crosshair)
    .refresh('10s')
    .timezone('browser')
    .time({ from: 'now-30m', to: 'now' });
  for (const link of linksFrom(drawn.some(isPerService))) dashboard.link(link);
  for (const mark of annotations()) dashboard.annotation(mark);
  if (drawn.some(isPerService)) {
    dashboard
      .withVariable(variable('service', 'Service', 'label_values(up{job="comptoir"}, service)'))
      .withVariable(
        variable('replica', 'Replica', 'label_values(up{job="comptoir", service=~"$service"}, replica)'),
      );
  }
  for (const panel of drawn) dashboard.withPanel(panelBuilderFor(panel));
  return dashboard;
}

function variable(name: string, label: string, query: string): QueryVariableBuilder {
  return (
    new QueryVariableBuilder(name)
      .label(label)
      .datasource(prometheus)
      .query({ query, refId: 'variable' })
      .definition(query)
      .refresh(VariableRefresh.OnTimeRangeChanged)
      // eslint-disable-next-line unicorn/no-array-sort -- the order of a menu, not of an array
      .sort(VariableSort.AlphabeticalAsc)
      .multi(true)
      .includeAll(true)
      .allValue('.*')
      .current({ selected: true, text: ['All'], value: ['$__all'] })
  );
}
