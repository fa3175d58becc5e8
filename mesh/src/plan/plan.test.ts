import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterEach, beforeEach, expect, test } from '@jest/globals';
import { locationsOf } from '../home/locations.ts';
import { upstreamsOf } from './gateway-spec.ts';
import { gatewayUrl } from './gateway-url.ts';
import { answersOk, isReadyAs } from './probe.ts';
import { scrapeTargets } from './scrape-targets.ts';
import { listServices, replicasOf } from './service-list.ts';
import { serviceSpec } from './service-spec.ts';

let folder: string;
beforeEach(() => {
  folder = mkdtempSync(path.join(tmpdir(), 'comptoir-plan-'));
});
afterEach(() => rmSync(folder, { recursive: true, force: true }));

function makeService(name: string, description: object, parts: string[] = ['src', 'migrations']): void {
  for (const part of parts) mkdirSync(path.join(folder, name, part), { recursive: true });
  writeFileSync(path.join(folder, name, 'package.json'), JSON.stringify(description));
  if (parts.includes('src')) writeFileSync(path.join(folder, name, 'src', 'main.ts'), '');
}

test('a service is a folder with a src/main.ts; its package.json says how many replicas', () => {
  makeService('stock', { comptoir: { replicas: 2 } });
  makeService('cart', {}, ['src']);
  makeService('notes', {}, ['docs']);

  const services = listServices(folder);

  expect(
    services.map(({ name, defaultReplicas, migrations }) => [
      name,
      defaultReplicas,
      migrations !== undefined,
    ]),
  ).toEqual([
    ['cart', 1, false],
    ['stock', 2, true],
  ]);
});

test('what scale asked for counts more than the default', () => {
  makeService('stock', { comptoir: { replicas: 2 } });
  const services = listServices(folder);

  expect(services.map((service) => replicasOf(service, { stock: 5 }))).toEqual([5]);
  expect(services.map((service) => replicasOf(service, {}))).toEqual([2]);
});

const around = {
  locations: locationsOf({ root: '/comptoir', home: '/home' }),
  secrets: {
    passwords: {
      mariadbRoot: 'root-secret',
      redisCache: 'cache-secret',
      redisData: 'data-secret',
      exporter: 'exporter-secret',
      authKeySecret: 'auth-secret',
      services: { stock: 'stock-secret', auth: 'auth-db-secret' },
    },
    keys: { fileOf: (service: string) => `/keys/${service}.jwk`, publicFile: '/keys/services.jwks.json' },
  },
  logLevel: 'info',
  traces: { sampleRatio: 0.01, otlpEndpoint: undefined },
  enginePorts: { mariadb: 1, redisCache: 2, redisData: 3, gatewayInternal: 4, prometheus: 5 },
};

test('a replica gets its own secrets and those of nobody else', () => {
  const stock = {
    name: 'stock',
    main: '/stock/src/main.ts',
    migrations: '/stock/migrations',
    defaultReplicas: 2,
  };

  const { env } = serviceSpec(stock, { replica: 2, port: 18_102 }, around);

  expect(env).toMatchObject({
    SERVICE_NAME: 'stock',
    REPLICA: '2',
    PORT: '18102',
    DATABASE_URL: 'mysql://stock:stock-secret@127.0.0.1:1/stock',
    GATEWAY_INTERNAL_URL: 'http://127.0.0.1:4',
    SERVICE_KEY_FILE: '/keys/stock.jwk',
  });
  expect(JSON.stringify(env)).not.toMatch(/root-secret|auth-secret|auth-db-secret/);
});

test('a service without migrations gets no database', () => {
  const cart = { name: 'cart', main: '/cart/src/main.ts', migrations: undefined, defaultReplicas: 2 };

  expect(serviceSpec(cart, { replica: 1, port: 18_103 }, around).env).not.toHaveProperty('DATABASE_URL');
});

test('who shows signals and logs is told where they are, and nobody else', () => {
  const envOf = (name: string) => {
    const service = { name, main: `/${name}/src/main.ts`, migrations: undefined, defaultReplicas: 1 };
    return serviceSpec(service, { replica: 1, port: 18_104 }, around).env;
  };

  expect(envOf('operations')).toMatchObject({
    PROMETHEUS_URL: 'http://127.0.0.1:5',
    LOG_DIR: '/home/logs',
  });
  expect(Object.keys(envOf('cart'))).not.toEqual(expect.arrayContaining(['LOG_DIR']));
  expect(Object.keys(envOf('cart'))).not.toEqual(expect.arrayContaining(['PROMETHEUS_URL']));
});

test('every service has its group of replicas, also when it has none', () => {
  const replicas = [
    { name: 'stock-1', service: 'stock', port: 18_101 },
    { name: 'stock-2', service: 'stock', port: 18_102 },
  ];

  const upstreams = upstreamsOf(['cart', 'stock'], replicas);

  expect(upstreams.map(({ service, replicas: group }) => [service, group.map(({ port }) => port)])).toEqual([
    ['cart', []],
    ['stock', [18_101, 18_102]],
  ]);
});

test.each([
  ['127.0.0.1', 'http://127.0.0.1:8080'],
  ['0.0.0.0', 'http://127.0.0.1:8080'],
  ['192.0.2.7', 'http://192.0.2.7:8080'],
  ['::1', 'http://[::1]:8080'],
])('a gateway that listens on %s is found at %s', (gatewayHost, url) => {
  expect(gatewayUrl({ gatewayHost, gatewayPort: 8080, tls: undefined })).toBe(url);
});

test('a gateway with a certificate is found by TLS', () => {
  const tls = { certificate: '/shop.pem', key: '/shop.key' };

  expect(gatewayUrl({ gatewayHost: '127.0.0.1', gatewayPort: 8443, tls })).toBe('https://127.0.0.1:8443');
});

test('Prometheus learns service and replica from the labels', () => {
  expect(scrapeTargets([{ job: 'comptoir', service: 'sale', replica: 2, port: 18_104 }])).toEqual([
    {
      targets: ['127.0.0.1:18104'],
      labels: { job: 'comptoir', service: 'sale', replica: '2', instance: 'sale-2' },
    },
  ]);
});

test('what the launcher exports brings its own label replica', () => {
  expect(scrapeTargets([{ job: 'mesh', service: 'mesh', port: 18_105 }])).toEqual([
    { targets: ['127.0.0.1:18105'], labels: { job: 'mesh', service: 'mesh', instance: 'mesh' } },
  ]);
});

test('a process is ready when it is that process which says so', async () => {
  const server = createServer((_request, response) => response.end(JSON.stringify({ pid: 4711 })));
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const { port } = server.address() as AddressInfo;

  const answers = [
    await isReadyAs(4711, port),
    await isReadyAs(4712, port),
    await answersOk(`http://127.0.0.1:${port}/health`),
  ];
  server.close();

  expect(answers).toEqual([true, false, true]);
  expect(await isReadyAs(4711, port)).toBe(false);
});
