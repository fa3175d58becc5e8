import type { ScrapeTarget } from './scrape-targets.ts';

interface Ports {
  redisCache: number;
  redisData: number;
  mariadbExporter: number;
  redisExporter: number;
  nginxExporter: number;
}

/** Where Prometheus hears of the gateway and of the engines: from their exporters, one of which speaks for both Redis. */
export function engineTargets(ports: Ports): ScrapeTarget[] {
  const { cache, data } = redisAddresses(ports);
  const redis = { job: 'redis', replica: 1, port: ports.redisExporter } as const;
  return [
    { job: 'nginx', service: 'nginx', replica: 1, port: ports.nginxExporter },
    { job: 'mariadb', service: 'mariadb', replica: 1, port: ports.mariadbExporter },
    { ...redis, service: 'redis-cache', about: cache },
    { ...redis, service: 'redis-data', about: data },
  ];
}

/** What Prometheus calls each Redis when it asks their exporter, which finds their passwords by these names. */
export function redisAddresses({ redisCache, redisData }: Pick<Ports, 'redisCache' | 'redisData'>) {
  const at = (port: number) => `redis://127.0.0.1:${port}`;
  return { cache: at(redisCache), data: at(redisData) };
}
