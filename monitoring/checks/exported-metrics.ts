import { existsSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { parse } from 'yaml';
import { z } from 'zod';
import { serviceFolders } from '../../checks/service-folders.ts';
import { createEventMetrics } from '../../packages/event-bus/src/metrics.ts';
import { launcherMetrics } from '../../mesh/src/supervisor/metrics.ts';
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
 * are filled by the code that fills them in a service or the launcher, and those of exporters are what Prometheus keeps.
 */
export async function exportedMetrics(): Promise<Map<string, Set<string>>> {
  const series = new Map<string, Set<string>>([
    ...['up', 'scrape_duration_seconds'].map((name): [string, Set<string>] => [name, new Set(TARGET_LABELS)]),
    ...engineSeries(),
    ...(await serviceSeries()),
    ...seriesOf(launcherMetrics(NOTHING_TO_SEE), ['job', 'instance', 'service']),
  ]);
  return series;
}

const NOTHING_TO_SEE = {
  processes: () => [],
  disk: () => ({ freeBytes: 0, sizeBytes: 0 }),
  certificateEnd: () => 0,
};

async function serviceSeries(): Promise<[string, Set<string>][]> {
  const { registry, database } = createMetrics();
  database.watchPool(poolOfNobody());
  createEventMetrics(registry);
  for (const register of await serviceMetrics()) register(registry, () => Promise.resolve([]));

  return seriesOf(registry, TARGET_LABELS);
}

function seriesOf(
  registry: Pick<Registry, 'getMetricsAsArray' | 'getSingleMetric'>,
  targetLabels: readonly string[],
): [string, Set<string>][] {
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

// Of what exporters tell, the labels beside those of the target. The drill compares with what they really say.
const OWN_LABELS: Record<string, string[]> = {
  mysql_exporter_collector_duration_seconds: ['collector'],
  mysql_global_status_connection_errors_total: ['error'],
  redis_commands_total: ['cmd'],
  redis_commands_duration_seconds_total: ['cmd'],
};

function engineSeries(): [string, Set<string>][] {
  return keptOfEngines().map((name) => [name, new Set([...TARGET_LABELS, ...(OWN_LABELS[name] ?? [])])]);
}

const kept = z.object({
  scrape_configs: z.array(
    z.object({
      metric_relabel_configs: z.array(z.object({ regex: z.string(), action: z.string() })).default([]),
    }),
  ),
});

/** The names that monitoring/prometheus.yml keeps of what the exporters of the engines and of Nginx tell. */
export function keptOfEngines(): string[] {
  const file = path.join(root, 'monitoring/prometheus.yml');
  const { scrape_configs } = kept.parse(parse(readFileSync(file, 'utf8')));
  return scrape_configs
    .flatMap((scraping) => scraping.metric_relabel_configs)
    .filter(({ action }) => action === 'keep')
    .flatMap(({ regex }) => regex.split('|'));
}

type Pool = Parameters<ReturnType<typeof createMetrics>['database']['watchPool']>[0];

// Only its name and labels are asked for; nothing is ever read from it.
function poolOfNobody(): Pool {
  return z.custom<Pool>().parse({ client: {} });
}
