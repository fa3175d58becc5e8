import { afterAll, afterEach, beforeAll, expect, test } from '@jest/globals';
import type { OperationsUnderTest } from './operations-service.ts';
import { startOperations } from './operations-service.ts';

let ops: OperationsUnderTest;
beforeAll(async () => {
  ops = await startOperations();
});
afterAll(() => ops.close());
afterEach(() => ops.prometheus.feels('well'));

const routes = [
  '/api/ops/mesh',
  '/api/ops/panels',
  '/api/ops/panels/sales/series',
  '/api/ops/alerts',
  '/api/ops/logs',
];

test.each(routes)('%s is for operators only, and never kept', async (path) => {
  const nobody = await ops.operations.call('GET', path);
  const headOffice = await ops.operations.call('GET', path, { as: ops.headOffice });
  const operator = await ops.get(path);

  expect(nobody).toMatchObject({ status: 401, body: { code: 'token.missing' } });
  expect(headOffice).toMatchObject({ status: 403, body: { code: 'role.forbidden' } });
  expect(operator.status).toBe(200);
  expect(operator.headers.get('cache-control')).toBe('no-store');
});

const asking = routes.filter((path) => path !== '/api/ops/panels' && path !== '/api/ops/logs');

test.each(asking)('%s is 503 while Prometheus cannot answer', async (path) => {
  ops.prometheus.feels('broken');

  expect(await ops.get(path)).toMatchObject({ status: 503, body: { code: 'prometheus.unavailable' } });
});

test('what does not need Prometheus goes on without it', async () => {
  ops.prometheus.feels('broken');

  const answers = await Promise.all(['/api/ops/panels', '/api/ops/logs', '/health/ready'].map(ops.get));

  expect(answers.map(({ status }) => status)).toEqual([200, 200, 200]);
});

test('a Prometheus that hangs is given up on before the gateway gives up on us', async () => {
  ops.prometheus.feels('hanging');
  const started = performance.now();

  const answer = await ops.get('/api/ops/alerts');

  expect(answer).toMatchObject({ status: 504, body: { code: 'prometheus.timeout' } });
  expect(performance.now() - started).toBeLessThan(4_500);
});

test('a Prometheus that is gone is 503', async () => {
  const alone = await startOperations();
  await alone.prometheus.close();

  const answer = await alone.get('/api/ops/alerts');
  await alone.close();

  expect(answer).toMatchObject({ status: 503, body: { code: 'prometheus.unavailable' } });
});
