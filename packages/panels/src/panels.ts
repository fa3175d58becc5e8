import { businessPanels } from './business.panels.ts';
import { dataPanels } from './data.panels.ts';
import { dependenciesPanels } from './dependencies.panels.ts';
import { gatewayPanels } from './gateway.panels.ts';
import { mariadbPanels } from './mariadb.panels.ts';
import { meshPanels } from './mesh.panels.ts';
import { objectivesPanels } from './objectives.panels.ts';
import { overviewPanels } from './overview.panels.ts';
import type { Panel } from './panel.ts';
import { redisPanels } from './redis.panels.ts';
import { saturationPanels } from './saturation.panels.ts';
import { trafficPanels } from './traffic.panels.ts';

export type { Panel } from './panel.ts';

/** Every panel there is, in the order in which they are looked at. */
export const panels: readonly Panel[] = [
  ...overviewPanels,
  ...objectivesPanels,
  ...meshPanels,
  ...gatewayPanels,
  ...trafficPanels,
  ...saturationPanels,
  ...dependenciesPanels,
  ...dataPanels,
  ...mariadbPanels,
  ...redisPanels,
  ...businessPanels,
];

/** Whether a panel can be drawn for one service alone. */
export const isPerService = ({ series }: Panel): boolean =>
  series.some(({ expr }) => expr.includes('$service'));

/** What stands for the placeholders of an expression. */
export interface Chosen {
  /** Regular expressions; all of them when not given. */
  service?: string | undefined;
  replica?: string | undefined;
  /** How far back a rate looks, like `1m`: at least four scrapes (lesson 27). */
  window: string;
}

/** The expression as Prometheus, or Grafana, understands it. */
export function expressionFor(expr: string, { service = '.*', replica = '.*', window }: Chosen): string {
  return expr
    .replaceAll('$service', () => service)
    .replaceAll('$replica', () => replica)
    .replaceAll('$window', () => window);
}
