import { readFileSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from '@jest/globals';
import { parse } from 'yaml';
import { z } from 'zod';
import { exporters, gatewayStatusPort } from '../mesh/src/containers/addresses.ts';
import {
  mariadbCollectors,
  nginxExporterFlags,
  redisExporterFlags,
} from '../mesh/src/plan/exporter-specs.ts';
import { readComposeFile } from './compose-file.ts';
import { serviceFolders } from './service-folders.ts';

const root = join(import.meta.dirname, '..');
const dataSourcesFile = z.object({
  datasources: z.array(z.looseObject({ uid: z.string(), url: z.string() })),
});
const compose = readComposeFile(root);
const containers = Object.entries(compose.services);
const services = serviceFolders(root);
const container = (name: string) => {
  const found = compose.services[name];
  if (found === undefined) throw new Error(`docker-compose.yml has no ${name}`);
  return found;
};

test('exporters are told as on a machine what to ask, and where', () => {
  const commandOf = (name: string) => container(name).command ?? [];

  expect(commandOf('mariadb-exporter')).toEqual(expect.arrayContaining(mariadbCollectors));
  expect(commandOf('redis-exporter')).toEqual(expect.arrayContaining(redisExporterFlags));
  expect(commandOf('nginx-exporter')).toEqual(expect.arrayContaining(nginxExporterFlags));
  expect(commandOf('nginx-exporter')).toContain(
    `-nginx.scrape-uri=http://gateway:${gatewayStatusPort}/stub_status`,
  );
  const hosts = Object.values(exporters).map(({ host }) => host);
  expect(hosts.filter((host) => compose.services[host]?.networks?.includes('mesh') !== true)).toEqual([]);
});

test('whatever a service, the gateway or an engine says goes to Loki, and what watches keeps its words', () => {
  const sending = containers.filter(([, { logging }]) => logging.driver === 'gelf').map(([name]) => name);
  const [port] = container('alloy').ports;

  expect(sending.toSorted()).toEqual(
    [...services, 'gateway', 'mariadb', 'redis-cache', 'redis-data'].toSorted(),
  );
  for (const name of sending) {
    expect(container(name).logging.options['gelf-address']).toBe('udp://127.0.0.1:12201');
  }
  expect(port).toBe('127.0.0.1:12201:12201/udp');
  const alloy = readFileSync(join(root, 'monitoring/alloy/config.alloy'), 'utf8');
  expect(alloy).toContain('listen_address         = "0.0.0.0:12201"');
  expect(alloy).toContain('url = "http://loki:3100/loki/api/v1/push"');
  expect(alloy).toContain('values = ["job", "service", "replica", "level"]');
});

test('services send their traces where Tempo listens', () => {
  const tempo = parse(readFileSync(join(root, 'monitoring/tempo/tempo.yml'), 'utf8'));

  expect(tempo).toMatchObject({
    distributor: { receivers: { otlp: { protocols: { http: { endpoint: '0.0.0.0:4318' } } } } },
    storage: { trace: { local: { path: expect.stringMatching(/^\/var\/tempo\//) } } },
  });
  for (const service of services) {
    const { environment, networks } = container(service);
    expect({ service, endpoint: environment['OTLP_ENDPOINT'], networks }).toEqual({
      service,
      endpoint: 'http://tempo:4318/v1/traces',
      networks: expect.arrayContaining(['mesh']),
    });
  }
  expect(container('tempo').networks).toContain('mesh');
});

test('Loki keeps what it has in its volume, and forgets it in time', () => {
  const loki = parse(readFileSync(join(root, 'monitoring/loki/loki.yml'), 'utf8'));

  expect(loki).toMatchObject({
    common: { path_prefix: '/loki' },
    limits_config: { retention_period: '168h' },
    compactor: { retention_enabled: true, delete_request_store: 'filesystem' },
  });
  expect(container('loki').volumes).toContain('loki-data:/loki');
});

test('Grafana reaches all it asks by its name, and each link leads to one of them', () => {
  const folder = join(root, 'monitoring/grafana/provisioning/datasources');
  const sources = readdirSync(folder).flatMap(
    (name) => dataSourcesFile.parse(parse(readFileSync(join(folder, name), 'utf8'))).datasources,
  );

  const uids = sources.map(({ uid }) => uid);
  const linked = [...JSON.stringify(sources).matchAll(/"datasourceUid":"([^"]+)"/g)].flatMap(
    ([, uid = '']) => uid,
  );
  const reached = sources.map(({ url }) => new URL(url).hostname);

  expect(uids.toSorted()).toEqual(['loki', 'prometheus', 'tempo']);
  expect(linked.toSorted()).toEqual(['loki', 'tempo', 'tempo']);
  expect(reached.filter((host) => !container(host).networks?.includes('screens'))).toEqual([]);
});
