import { existsSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { z } from 'zod';
import { serviceFolders } from '../../checks/service-folders.ts';
import { createEventMetrics } from '../../packages/event-bus/src/metrics.ts';
import { processMetrics } from '../../mesh/src/supervisor/metrics.ts';
import { createMetrics } from '../../packages/service-kit/src/metrics.ts';

const root = path.join(import.meta.dirname, '../..');

type Registry = ReturnType<typeof createMetrics>['registry'];
type Register = (registry: Registry, ask: () => Promise<never[]>) => unknown;
const metricsModule = z.record(
  z.string(),
  z.custom<Register>((exported) => typeof exported === 'function'),
);
const registered = z.looseObject({ name: z.string(), type: z.string(), help: z.string() });
const withLabels = z.looseObject({ labelNames: z.array(z.string()) });

// What Prometheus adds to each target and each scrape; see mesh/src/plan/scrape-targets.ts.
const TARGET_LABELS = ['job', 'instance', 'service', 'replica'];

/**
 * Labels of every series that the mesh exports, by the name a query must use. Nothing is listed by hand: the registries
 * are filled by the code that fills them in a service or the launcher, and Nginx's come from its template.
 */
export async function exportedMetrics(): Promise<Map<string, Set<string>>> {
  const series = new Map<string, Set<string>>([
    ['up', new Set(TARGET_LABELS)],
    ...nginxSeries(),
    ...(await serviceSeries()),
    ...seriesOf(
      processMetrics(() => []),
      ['job', 'instance', 'service'],
    ),
  ]);
  return series;
}

async function serviceSeries(): Promise<[string, Set<string>][]> {
  const { registry, database } = createMetrics();
  database.watchPool(poolOfNobody());
  createEventMetrics(registry);
  for (const register of await serviceMetrics()) register(registry, () => Promise.resolve([]));

  return seriesOf(registry, TARGET_LABELS);
}

function seriesOf(registry: Registry, targetLabels: readonly string[]): [string, Set<string>][] {
  const metrics = z.array(registered).parse(registry.getMetricsAsArray());
  return metrics.flatMap(({ name, type }) => {
    const { labelNames } = withLabels.parse(registry.getSingleMetric(name));
    const labels = [...targetLabels, ...labelNames];
    if (type !== 'histogram') return [[name, new Set(labels)] satisfies [string, Set<string>]];
    return [
      [`${name}_bucket`, new Set([...labels, 'le'])],
      [`${name}_sum`, new Set(labels)],
      [`${name}_count`, new Set(labels)],
    ] satisfies [string, Set<string>][];
  });
}

async function serviceMetrics(): Promise<Register[]> {
  const files = serviceFolders(root)
    .map((service) => path.join(root, 'services', service, 'src', 'metrics.ts'))
    .filter((file) => existsSync(file));
  const modules = await Promise.all(
    files.map(async (file) => metricsModule.parse({ ...(await import(file)) })),
  );
  return modules.flatMap((exported) => Object.values(exported));
}

function nginxSeries(): [string, Set<string>][] {
  const template = readFileSync(path.join(root, 'nginx/templates/status.conf.template'), 'utf8');
  return [...template.matchAll(/^(nginx_\w+)\{(\w+)=/gm)].map(([, name = '', label = '']) => [
    name,
    new Set([...TARGET_LABELS, label]),
  ]);
}

type Pool = Parameters<ReturnType<typeof createMetrics>['database']['watchPool']>[0];

// Only its name and labels are asked for; nothing is ever read from it.
function poolOfNobody(): Pool {
  return z.custom<Pool>().parse({ client: {} });
}
