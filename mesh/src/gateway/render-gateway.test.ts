import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterEach, beforeEach, expect, test } from '@jest/globals';
import { containerPlan } from './container-plan.ts';
import type { GatewayPlan, UpstreamReplica } from './gateway-plan.ts';
import { renderGateway } from './render-gateway.ts';
import { edgeRoutes } from './routes.ts';
import { checkConfig } from './test/nginx.ts';
import { aPlan } from './test/plan.ts';

let folder: string;
beforeEach(() => {
  folder = mkdtempSync(path.join(tmpdir(), 'comptoir-gateway-'));
});
afterEach(() => {
  rmSync(folder, { recursive: true });
});

const services = [...new Set(edgeRoutes.map(({ service }) => service))];

function replica(number: number, state: UpstreamReplica['state'] = 'up'): UpstreamReplica {
  return { replica: String(number), host: '127.0.0.1', port: 18_100 + number, state };
}

function rendered(plan: GatewayPlan, file: string): string {
  return renderGateway(plan).get(file) ?? '';
}

test.each([0, 1, 3])('Nginx accepts the configuration of services with %i replicas each', async (count) => {
  const replicas = Array.from({ length: count }, (_, index) => replica(index));
  const upstreams = services.map((service) => ({ service, replicas }));

  await expect(checkConfig(aPlan(folder, { upstreams }), folder)).resolves.toBeUndefined();
});

test('Nginx accepts IPv6, CIDR blocks, several origins, and a folder with blanks in its name', async () => {
  const blank = path.join(folder, 'my shop');
  const plan = aPlan(blank, {
    publicHost: '::1',
    trustedAddresses: ['127.0.0.0/8', '::1', '2001:db8::/32'],
    corsOrigins: ['https://shop.example', 'http://localhost:5173'],
    upstreams: [{ service: 'stock', replicas: [{ ...replica(1), host: '::1' }] }],
  });

  await expect(checkConfig(plan, blank)).resolves.toBeUndefined();
});

test('a drained replica is down, and a service that has only drained ones has no group at all', () => {
  const plan = aPlan(folder, {
    upstreams: [
      { service: 'stock', replicas: [replica(1), replica(2, 'drain')] },
      { service: 'cart', replicas: [replica(3, 'drain')] },
    ],
  });

  const upstreams = rendered(plan, 'upstreams.conf');

  expect(upstreams).toContain('server 127.0.0.1:18101 max_fails=3 fail_timeout=1s;');
  expect(upstreams).toContain('server 127.0.0.1:18102 max_fails=3 fail_timeout=1s down;');
  expect(upstreams).not.toContain('upstream cart');
});

test('a service that the mesh does not have has no route', () => {
  const plan = aPlan(folder, { upstreams: [{ service: 'stock', replicas: [replica(1)] }] });

  const routes = rendered(plan, 'edge-routes.conf');

  expect(routes).toContain('/api/stock');
  expect(routes).not.toContain('/api/carts');
});

test('a container differs from a machine only where it runs', async () => {
  const decided = { trustedAddresses: ['10.0.0.0/8'], corsOrigins: [] };
  const container = containerPlan(services, decided);
  const native: GatewayPlan = { ...container, mode: 'native' };

  const there = renderGateway(container);
  const here = renderGateway(native);

  const different = [...there.keys()].filter((name) => there.get(name) !== here.get(name));
  expect(different).toEqual(['platform.conf', 'upstreams.conf']);
  expect(there.get('upstreams.conf')?.replaceAll(' resolve', '')).toBe(here.get('upstreams.conf'));
  expect(there.get('platform.conf')?.replace(/^resolver .*;\nresolver_timeout .*;$/m, '')).toBe(
    here.get('platform.conf'),
  );
});

test('no file is left with a place that was not filled', () => {
  const files = [...renderGateway(aPlan(folder)).values()].join('\n');

  expect(files).not.toContain('${');
});

test.each<[string, Partial<GatewayPlan>]>([
  ['an address', { trustedAddresses: ['127.0.0.1; } server {'] }],
  ['a block too wide for its family', { trustedAddresses: ['10.0.0.0/33'] }],
  ['an origin', { corsOrigins: ['https://shop.example/path'] }],
  ['an origin with a quote', { corsOrigins: ['https://shop.example" 1;'] }],
  ['a host', { publicHost: '127.0.0.1 ssl' }],
  ['a folder', { webRoot: '/srv/$request_uri' }],
  ['a quoted folder', { webRoot: '/srv/"; include /etc/passwd;' }],
  ['a service', { upstreams: [{ service: 'stock {', replicas: [replica(1)] }] }],
])('refuses %s that would change the configuration around it', (_, decided) => {
  expect(() => renderGateway(aPlan(folder, decided))).toThrow(/^not an? |has a character Nginx cannot take/);
});
