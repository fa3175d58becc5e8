import { afterAll, beforeAll, beforeEach, expect, test } from '@jest/globals';
import type { MeshQuery } from '../src/domain/mesh-queries.ts';
import { meshQueries } from '../src/domain/mesh-queries.ts';
import type { OperationsUnderTest } from './operations-service.ts';
import { of, replica, startOperations } from './operations-service.ts';

let ops: OperationsUnderTest;
beforeAll(async () => {
  ops = await startOperations();
});
afterAll(() => ops.close());
beforeEach(() => {
  for (const expr of Object.values(meshQueries)) ops.prometheus.knows(expr);
});

const knows = (query: MeshQuery, ...samples: ReturnType<typeof of>[]) =>
  ops.prometheus.knows(meshQueries[query], ...samples);
const engine = (process: string) => ({ process, replica: '1', tier: 'engine' });
const picture = async () => (await ops.get('/api/ops/mesh')).body;

test('each replica is there with its figures, and the breakers it has', async () => {
  knows('up', replica('stock', 2, 1), replica('stock', 1, 1), replica('sale', 1, 1));
  knows('requests', replica('stock', 1, 8), replica('stock', 2, 0), replica('sale', 1, 2));
  knows('errors', replica('stock', 1, 2));
  knows('p99', replica('stock', 1, 0.25), replica('stock', 2, Number.NaN));
  knows('eventLoop', replica('stock', 1, 0.5));
  knows('memory', replica('stock', 1, 90_000_000));
  knows(
    'breakers',
    of({ service: 'sale', replica: '1', dependency: 'stock' }, 2),
    of({ service: 'sale', replica: '1', dependency: 'payment' }, 1),
    of({ service: 'sale', replica: '1', dependency: 'cart' }, 0),
  );

  const { services } = await picture();

  expect(services).toEqual([
    {
      name: 'sale',
      replicas: [{ replica: 1, up: true, requestsPerSecond: 2, errorRatio: 0 }],
      breakers: [
        { replica: 1, dependency: 'cart', state: 'closed' },
        { replica: 1, dependency: 'payment', state: 'halfOpen' },
        { replica: 1, dependency: 'stock', state: 'open' },
      ],
    },
    {
      name: 'stock',
      replicas: [
        {
          replica: 1,
          up: true,
          requestsPerSecond: 8,
          errorRatio: 0.25,
          p99Seconds: 0.25,
          eventLoopUtilisation: 0.5,
          residentBytes: 90_000_000,
        },
        { replica: 2, up: true, requestsPerSecond: 0, errorRatio: 0 },
      ],
      breakers: [],
    },
  ]);
});

test('of a replica that is down nothing is told but that, and what the launcher knows', async () => {
  knows('up', replica('stock', 1, 0), replica('stock', 2, 1));
  knows('requests', replica('stock', 1, 8), replica('stock', 2, 8));
  // Prometheus has not noticed yet that the second one died.
  knows('processUp', of({ process: 'stock', replica: '2', tier: 'service' }, 0));
  knows('processReady', of({ process: 'stock', replica: '2', tier: 'service' }, 0));
  knows('processRestarts', of({ process: 'stock', replica: '2', tier: 'service' }, 3));

  const { services, engines } = await picture();

  expect(services[0].replicas).toEqual([
    { replica: 1, up: false },
    { replica: 2, up: false, ready: false, restarts: 3 },
  ]);
  expect(engines).toEqual([]);
});

test('a service of which every container is gone is still in the picture', async () => {
  knows('services', of({ service: 'payment' }, 1));

  expect((await picture()).services).toEqual([{ name: 'payment', replicas: [], breakers: [] }]);
});

test('with a launcher, engines and the gateway are told of as processes', async () => {
  knows('up', of({ job: 'nginx', service: 'nginx' }, 1), of({ job: 'mesh', service: 'mesh' }, 1));
  knows('connections', of({ job: 'nginx' }, 12));
  const nginx = { process: 'nginx', replica: '1', tier: 'edge' };
  knows('processUp', of(engine('mariadb'), 1), of(engine('redis-data'), 0), of(nginx, 1));
  knows('processReady', of(engine('mariadb'), 1), of(engine('redis-data'), 0), of(nginx, 1));
  knows('processRestarts', of(engine('mariadb'), 0), of(engine('redis-data'), 2), of(nginx, 0));
  knows('processMemory', of(engine('mariadb'), 2e8), of(nginx, 3e7));

  const { gateway, engines } = await picture();

  expect(gateway).toEqual({ up: true, ready: true, restarts: 0, connections: 12, residentBytes: 3e7 });
  expect(engines).toEqual([
    { name: 'mariadb', up: true, ready: true, restarts: 0, residentBytes: 2e8 },
    { name: 'redis-data', up: false, ready: false, restarts: 2 },
  ]);
});

test('in containers what Prometheus scrapes is all that is known', async () => {
  knows('up', of({ job: 'nginx', service: 'nginx' }, 1), of({ job: 'prometheus', service: 'prometheus' }, 1));

  expect(await picture()).toEqual({
    at: expect.any(String),
    gateway: { up: true },
    services: [],
    engines: [{ name: 'prometheus', up: true }],
  });
});

test('before Prometheus has seen anything there is an empty picture', async () => {
  const answer = await ops.get('/api/ops/mesh');

  expect(answer).toMatchObject({
    status: 200,
    body: { gateway: { up: false }, services: [], engines: [] },
  });
});
