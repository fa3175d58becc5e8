import {
  AxisPlacement,
  BigValueGraphMode,
  LegendDisplayMode,
  LegendPlacement,
  ReduceDataOptionsBuilder,
  SortOrder,
  TooltipDisplayMode,
  VisibilityMode,
  VizLegendOptionsBuilder,
  VizTooltipOptionsBuilder,
} from '@grafana/grafana-foundation-sdk/common';
import {
  MappingType,
  ThresholdsConfigBuilder,
  ThresholdsMode,
} from '@grafana/grafana-foundation-sdk/dashboard';
import { DataqueryBuilder } from '@grafana/grafana-foundation-sdk/prometheus';
import { PanelBuilder as StatPanel } from '@grafana/grafana-foundation-sdk/stat';
import { PanelBuilder as StatePanel } from '@grafana/grafana-foundation-sdk/statetimeline';
import { PanelBuilder as LinesPanel } from '@grafana/grafana-foundation-sdk/timeseries';
import type { Panel } from '@comptoir/panels';
import { expressionFor } from '@comptoir/panels';
import { prometheus } from './data-sources.ts';

const UNITS: Record<Panel['unit'], string> = {
  requestsPerSecond: 'reqps',
  perSecond: 'ops',
  perMinute: 'suffix:/min',
  ratio: 'percentunit',
  seconds: 's',
  bytes: 'bytes',
  // Grafana has no unit for cents: they are divided by 100 below.
  cents: 'currencyUSD',
  count: 'none',
  breakerState: 'none',
};

/** One panel of ours as Grafana draws it. */
export function panelBuilderFor(panel: Panel) {
  switch (panel.chart) {
    case 'figure':
      return dressed(new StatPanel(), panel)
        .reduceOptions(new ReduceDataOptionsBuilder().calcs(['lastNotNull']))
        .graphMode(BigValueGraphMode.Area)
        .span(4)
        .height(4);
    case 'states':
      return dressed(new StatePanel(), panel)
        .mappings([{ type: MappingType.ValueToText, options: BREAKER_STATES }])
        .mergeValues(true)
        .rowHeight(0.9)
        .showValue(VisibilityMode.Never)
        .fillOpacity(70)
        .lineWidth(0)
        .axisPlacement(AxisPlacement.Auto)
        .legend(bottomLegend())
        .span(8)
        .height(8);
    case 'lines':
      return (
        dressed(new LinesPanel(), panel)
          .min(0)
          .lineWidth(1)
          .fillOpacity(8)
          .showPoints(VisibilityMode.Never)
          .legend(bottomLegend())
          // eslint-disable-next-line unicorn/no-array-sort -- the order of a tooltip, not of an array
          .tooltip(new VizTooltipOptionsBuilder().mode(TooltipDisplayMode.Multi).sort(SortOrder.Descending))
          .span(8)
          .height(8)
      );
  }
}

const BREAKER_STATES = {
  0: { text: 'closed', color: 'green', index: 0 },
  1: { text: 'half-open', color: 'orange', index: 1 },
  2: { text: 'open', color: 'red', index: 2 },
};

/** What every kind of panel has: what it shows, in which unit, from which series. */
function dressed<Builder extends LinesPanel | StatPanel | StatePanel>(
  builder: Builder,
  panel: Panel,
): Builder {
  builder
    .title(panel.title.en)
    .description(panel.description.en)
    .datasource(prometheus)
    .unit(UNITS[panel.unit])
    .targets(panel.series.map((series, index) => queryFor(panel, series, index)));
  if (panel.thresholds !== undefined) builder.thresholds(thresholdsOf(panel.thresholds));
  return builder;
}

function queryFor({ unit }: Panel, { expr, legend }: Panel['series'][number], index: number) {
  const shown = expressionFor(expr, {
    service: '$service',
    replica: '$replica',
    window: '$__rate_interval',
  });
  const query = new DataqueryBuilder()
    .refId(String.fromCodePoint('A'.charCodeAt(0) + index))
    .datasource(prometheus)
    .expr(unit === 'cents' ? `(${shown}) / 100` : shown)
    .legendFormat(legend)
    .range();
  if (expr.includes(`${requests}_bucket`)) query.exemplar(true);
  return OF_EXPORTERS.test(expr) ? query.interval('15s') : query;
}

const requests = 'http_server_request_duration_seconds';
// They are asked every 15 s only, and a rate must look back over four of these.
const OF_EXPORTERS = /\b(?:nginx|mysql|redis)_/;

function thresholdsOf({ warn, bad }: NonNullable<Panel['thresholds']>) {
  const orange = warn === bad ? [] : [{ value: warn, color: 'orange' }];
  return new ThresholdsConfigBuilder()
    .mode(ThresholdsMode.Absolute)
    .steps([{ value: null, color: 'green' }, ...orange, { value: bad, color: 'red' }]);
}

function bottomLegend() {
  return new VizLegendOptionsBuilder()
    .displayMode(LegendDisplayMode.List)
    .placement(LegendPlacement.Bottom)
    .showLegend(true);
}
