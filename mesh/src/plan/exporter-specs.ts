import path from 'node:path';
import { EXPORTER_ACCOUNT } from '../engines/index.ts';
import type { Locations } from '../home/locations.ts';
import { writeFileAtomically } from '../home/write-file.ts';
import { monitoringSpec } from './monitoring-spec.ts';
import { answersOk } from './probe.ts';
import type { ProcessSpec } from './process-spec.ts';

interface Place {
  locations: Locations;
  /** Where the exporter listens. */
  port: number;
}

/** How MariaDB's exporter runs; it may start before the server does. */
export function mariadbExporterSpec(
  { locations, port }: Place,
  mariadb: { port: number; password: string },
): ProcessSpec {
  const file = path.join(locations.secrets, 'mariadb-exporter.cnf');
  writeFileAtomically(file, mariadbClientFile({ host: '127.0.0.1', ...mariadb }));
  return exporterSpec('mariadb-exporter', { locations, port }, [
    'prometheus-mysqld-exporter',
    `--config.my-cnf=${file}`,
    `--web.listen-address=127.0.0.1:${port}`,
    '--log.level=error',
    ...mariadbCollectors,
  ]);
}

/** What of MariaDB is asked for; all else would only cost, and some of it would need rights. */
export const mariadbCollectors = [
  '--no-collect.slave_status',
  '--no-collect.info_schema.innodb_cmp',
  '--no-collect.info_schema.innodb_cmpmem',
  '--no-collect.info_schema.query_response_time',
];

/** The file that tells MariaDB's exporter where to sign in; the password is base64url and needs no quotes. */
export function mariadbClientFile({
  host,
  port,
  password,
}: {
  host: string;
  port: number;
  password: string;
}): string {
  const lines = [
    '[client]',
    `user=${EXPORTER_ACCOUNT}`,
    `password=${password}`,
    `host=${host}`,
    `port=${port}`,
  ];
  return `${lines.join('\n')}\n`;
}

/** How the exporter of both Redis runs: Prometheus names the one it asks about, `passwords` are by that name. */
export function redisExporterSpec(
  { locations, port }: Place,
  passwords: Readonly<Record<string, string>>,
): ProcessSpec {
  const file = path.join(locations.secrets, 'redis-exporter.json');
  writeFileAtomically(file, JSON.stringify(passwords));
  return exporterSpec('redis-exporter', { locations, port }, [
    'prometheus-redis-exporter',
    `-redis.password-file=${file}`,
    `-web.listen-address=127.0.0.1:${port}`,
    ...redisExporterFlags,
  ]);
}

// No Redis of its own: without it, it would ask one on port 6379. One that hangs is told of within the time of a scrape.
export const redisExporterFlags = ['-redis.addr=', '-redis-only-metrics', '-connection-timeout=3s'];

/** How Nginx's exporter runs. It ends when Nginx does not answer at its start, so it starts after it. */
export function nginxExporterSpec({ locations, port }: Place, statusPort: number): ProcessSpec {
  return exporterSpec('nginx-exporter', { locations, port }, [
    'prometheus-nginx-exporter',
    `-nginx.scrape-uri=http://127.0.0.1:${statusPort}/stub_status`,
    `-web.listen-address=127.0.0.1:${port}`,
    ...nginxExporterFlags,
  ]);
}

// Should both be started again at the same moment, it waits for Nginx for five minutes.
export const nginxExporterFlags = ['-nginx.retries=300', '-nginx.retry-interval=1s', '-nginx.timeout=2s'];

function exporterSpec(
  name: string,
  { locations, port }: Place,
  [command = '', ...args]: readonly string[],
): ProcessSpec {
  const spec = monitoringSpec(locations, name, port, { command, args });
  return {
    ...spec,
    // Their work is a millisecond here and there: with one thread and a small heap each takes 10 to 14 MB.
    env: { ...spec.env, GOMAXPROCS: '1', GOMEMLIMIT: '16MiB' },
    isReady: () => answersOk(`http://127.0.0.1:${port}/`),
  };
}
