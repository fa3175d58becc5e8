import { afterAll, afterEach, beforeAll, expect, test } from '@jest/globals';
import type { OperationsUnderTest } from './operations-service.ts';
import { startOperations } from './operations-service.ts';

let ops: OperationsUnderTest;
beforeAll(async () => {
  ops = await startOperations();
});
afterAll(() => ops.close());
afterEach(() => {
  ops.prometheus.alerts.length = 0;
});

test('an alert tells what, how grave, since when, where and what to do', async () => {
  ops.prometheus.alerts.push({
    state: 'firing',
    activeAt: '2026-01-01T12:00:00.123456789Z',
    labels: { alertname: 'BreakerOpen', severity: 'warning', service: 'sale', dependency: 'stock' },
    annotations: {
      summary: 'sale has given up on stock',
      description: 'Look at it.',
      runbook: '/runbooks/b',
    },
  });

  const { status, body } = await ops.get('/api/ops/alerts');

  expect(status).toBe(200);
  expect(body.items).toEqual([
    {
      name: 'BreakerOpen',
      state: 'firing',
      severity: 'warning',
      since: '2026-01-01T12:00:00.123Z',
      summary: 'sale has given up on stock',
      description: 'Look at it.',
      runbook: '/runbooks/b',
      labels: { service: 'sale', dependency: 'stock' },
    },
  ]);
});

test('firing comes before pending, and old before new', async () => {
  const alert = (alertname: string, state: 'firing' | 'pending', minute: number) => ({
    state,
    activeAt: new Date(Date.UTC(2026, 0, 1, 12, minute)).toISOString(),
    labels: { alertname },
    annotations: {},
  });
  ops.prometheus.alerts.push(
    alert('pending-old', 'pending', 1),
    alert('firing-new', 'firing', 3),
    alert('firing-old', 'firing', 2),
  );

  const { body } = await ops.get('/api/ops/alerts');

  expect(body.items.map(({ name }: { name: string }) => name)).toEqual([
    'firing-old',
    'firing-new',
    'pending-old',
  ]);
  expect(body.items[0]).toMatchObject({ severity: '', summary: 'firing-old', description: '' });
});

test('when all is well there is none', async () => {
  expect((await ops.get('/api/ops/alerts')).body).toEqual({ items: [] });
});
