import { DashboardLinkBuilder, DashboardLinkType } from '@grafana/grafana-foundation-sdk/dashboard';
import { loki, tempo, type DataSource } from './data-sources.ts';

/** Where a person goes from a dashboard: the others, what to do, and the lines and traces of the same time. */
export function linksFrom(perService: boolean): DashboardLinkBuilder[] {
  const chosen = perService ? 'service=~"$service"' : 'service=~".+"';
  const named = perService ? ' && resource.service.name =~ "$service"' : '';
  return [
    new DashboardLinkBuilder('Comptoir')
      .type(DashboardLinkType.Dashboards)
      .tags(['comptoir'])
      .includeVars(true)
      .keepTime(true),
    new DashboardLinkBuilder('Runbooks').type(DashboardLinkType.Link).icon('doc').url('/d/runbooks'),
    // `job` is the one matcher that never stands for nothing, which Loki asks for.
    exploring('Logs', loki, { expr: `{job="comptoir", ${chosen}} | json`, queryType: 'range' }),
    exploring('Failed traces', tempo, { query: `{ status = error${named} }`, queryType: 'traceql' }),
  ];
}

/** Opens Explore with a query over the dashboard's time. */
function exploring(title: string, datasource: DataSource, query: object): DashboardLinkBuilder {
  const pane = {
    datasource: datasource.uid,
    queries: [{ refId: 'A', datasource, ...query }],
    range: { from: '${__from}', to: '${__to}' },
  };
  return new DashboardLinkBuilder(title)
    .type(DashboardLinkType.Link)
    .icon('external link')
    .url(`/explore?schemaVersion=1&orgId=1&panes=${asParameter({ looking: pane })}`);
}

// Grafana fills in `$service` and `${__from}` as long as they are not escaped.
function asParameter(panes: object): string {
  return encodeURIComponent(JSON.stringify(panes))
    .replaceAll('%24', '$')
    .replaceAll('%7B__', '{__')
    .replaceAll(/(__(?:from|to))%7D/g, '$1}');
}
