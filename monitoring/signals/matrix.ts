import type { Prometheus } from './prometheus.ts';

const requests = 'http_server_request_duration_seconds';
const SIGNALS = ['traffic', 'errors', 'latency', 'saturation'] as const;
type Signal = (typeof SIGNALS)[number];

/** The golden signals of a service; each must have a value once there was a request. */
const ofService = (service: string): Record<Signal, string> => {
  const of = `{job="comptoir", service="${service}"}`;
  return {
    traffic: `sum(increase(${requests}_count${of}[5m])) > 0`,
    errors: `service:http_server_errors:ratio1m{service="${service}"}`,
    latency: `histogram_quantile(0.99, sum by (le) (rate(${requests}_bucket${of}[5m])))`,
    saturation: `max(nodejs_eventloop_utilization${of})`,
  };
};

const ofRedis = (service: string): Record<Signal, string> => {
  const of = `{service="${service}"}`;
  return {
    traffic: `rate(redis_commands_processed_total${of}[1m])`,
    errors: `rate(redis_total_error_replies${of}[1m]) + rate(redis_rejected_connections_total${of}[1m])`,
    latency: `sum(rate(redis_commands_duration_seconds_total${of}[1m])) / sum(rate(redis_commands_total${of}[1m]))`,
    saturation: `redis_memory_used_bytes${of} / redis_memory_max_bytes${of}`,
  };
};

const ENGINES: Record<string, Record<Signal, string>> = {
  nginx: {
    traffic: 'rate(nginx_http_requests_total[1m])',
    errors: 'rate(nginx_connections_accepted[1m]) - rate(nginx_connections_handled[1m])',
    latency: 'scrape_duration_seconds{job="nginx"}',
    saturation: 'nginx_connections_active',
  },
  mariadb: {
    traffic: 'rate(mysql_global_status_questions[1m])',
    errors: 'rate(mysql_global_status_aborted_connects[1m]) + rate(mysql_global_status_innodb_deadlocks[1m])',
    latency: 'mysql_exporter_collector_duration_seconds{collector="collect.global_status"}',
    saturation: 'mysql_global_status_threads_connected / mysql_global_variables_max_connections',
  },
  'redis-cache': ofRedis('redis-cache'),
  'redis-data': ofRedis('redis-data'),
};

/** Every service and engine with its golden signals, and one sentence per hole. */
export async function goldenSignals(prometheus: Prometheus): Promise<{ table: string; problems: string[] }> {
  const services = (await prometheus.ask('group by (service) (up{job="comptoir"})'))
    .map(({ labels }) => labels['service'] ?? '')
    .toSorted();
  const rows = Object.entries({
    ...Object.fromEntries(services.map((service) => [service, ofService(service)])),
    ...ENGINES,
  });
  const problems: string[] = [];
  const lines = [row('', [...SIGNALS])];
  for (const [name, queries] of rows) {
    const cells: string[] = [];
    for (const signal of SIGNALS) {
      const [found] = await prometheus.ask(queries[signal]);
      cells.push(found === undefined ? 'none' : found.value.toPrecision(3));
      if (found === undefined) problems.push(`${name} has no ${signal}: ${queries[signal]}`);
    }
    lines.push(row(name, cells));
  }
  return { table: lines.join('\n'), problems };
}

const row = (name: string, cells: string[]) =>
  `  ${name.padEnd(12)}${cells.map((cell) => cell.padStart(12)).join('')}`;
