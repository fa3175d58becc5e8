import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { panels } from '@comptoir/panels';
import type { OperationsUnderTest } from './operations-service.ts';
import { of, replica, startOperations } from './operations-service.ts';

let ops: OperationsUnderTest;
beforeAll(async () => {
  ops = await startOperations();
  ops.prometheus.knows('up', replica('stock', 1, 1));
});
afterAll(() => ops.close());

const utilisation = (service: string) =>
  `nodejs_eventloop_utilization{job="comptoir", service=~"${service}", replica=~".*"}`;
const series = (query: string) => ops.get(`/api/ops/panels/event-loop-utilisation/series${query}`);

test('every panel is listed with its titles, its unit and whether it can be drawn for one service', async () => {
  const { status, body } = await ops.get('/api/ops/panels');

  expect(status).toBe(200);
  expect(body.items.map(({ id }: { id: string }) => id)).toEqual(panels.map(({ id }) => id));
  const latency = body.items.find(({ id }: { id: string }) => id === 'latency');
  expect(latency).toMatchObject({
    title: { fr: 'Latence', en: 'Latency' },
    unit: 'seconds',
    perService: true,
  });
  const sales = body.items.find(({ id }: { id: string }) => id === 'sales');
  expect(sales).toMatchObject({ unit: 'perMinute', perService: false });
});

test('a panel is drawn for all services, one line per series, named by its legend', async () => {
  ops.prometheus.knows(utilisation('.*'), replica('stock', 1, 0.25), replica('stock', 2, 0.5));

  const { status, body } = await series('?minutes=30');

  expect(status).toBe(200);
  expect(body).toMatchObject({ unit: 'ratio', stepSeconds: 15 });
  expect(body.series.map(({ name }: { name: string }) => name)).toEqual(['stock-1', 'stock-2']);
  const { points } = body.series[0];
  expect(points).toHaveLength(120);
  expect(points[0]).toEqual([expect.any(Number), 0.25]);
  expect(points[1][0] - points[0][0]).toBe(15);
  expect(points.at(-1)[0] % 15).toBe(0);
  expect(Math.abs(Date.now() / 1000 - points.at(-1)[0])).toBeLessThan(20);
});

test('a panel is drawn for one service', async () => {
  ops.prometheus.knows(utilisation('stock'), replica('stock', 1, 0.75));

  const { body } = await series('?service=stock');

  expect(body.series).toMatchObject([{ name: 'stock-1', points: { 0: [expect.any(Number), 0.75] } }]);
});

test.each([
  [1, 12, 5],
  [10, 120, 5],
  [360, 120, 180],
])('%i minutes are %i points, %i s apart', async (minutes, count, step) => {
  ops.prometheus.knows(utilisation('.*'), replica('stock', 1, 1));

  const { body } = await series(`?minutes=${minutes}`);

  expect(body.stepSeconds).toBe(step);
  expect(body.series[0].points.length).toBeGreaterThanOrEqual(count);
  expect(body.series[0].points.length).toBeLessThanOrEqual(count + 1);
});

test('a rate looks back a minute, or as far as the point before', async () => {
  const perMinute = (window: string) => `sum(rate(sales_completed_total[${window}])) * 60`;
  ops.prometheus.knows(perMinute('60s'), of({}, 6));
  ops.prometheus.knows(perMinute('180s'), of({}, 7));
  const valueOver = async (minutes: number) => {
    const { body } = await ops.get(`/api/ops/panels/sales/series?minutes=${minutes}`);
    return body.series[0].points[0][1];
  };

  expect([await valueOver(30), await valueOver(360)]).toEqual([6, 7]);
});

test('what is no number is no point, and a line without points is no line', async () => {
  ops.prometheus.knows(utilisation('.*'), replica('stock', 1, Number.NaN), replica('stock', 2, Infinity));

  expect((await series('')).body).toMatchObject({ series: [] });
});

test('only a service that Prometheus knows can be named', async () => {
  const unknown = await series('?service=warehouse');
  const pattern = await series(`?service=${encodeURIComponent('.*"} or up{x="')}`);

  expect(unknown).toMatchObject({ status: 422, body: { code: 'service.unknown' } });
  expect(pattern).toMatchObject({ status: 400, body: { errors: [{ pointer: '/query/service' }] } });
});

test('a panel of the whole mesh takes no service', async () => {
  const answer = await ops.get('/api/ops/panels/sales/series?service=stock');

  expect(answer).toMatchObject({ status: 422, body: { code: 'panel.not_per_service' } });
});

test('a panel that is not there is 404', async () => {
  const answer = await ops.get('/api/ops/panels/weather/series');

  expect(answer).toMatchObject({ status: 404, body: { code: 'panel.not_found' } });
});

test('a drawing that is asked for wrongly is refused with every problem', async () => {
  const answer = await series('?minutes=361&service=Stock&expr=up');

  expect(answer).toMatchObject({ status: 400, body: { code: 'request.malformed' } });
  expect(answer.body.errors.map(({ pointer }: { pointer: string }) => pointer).toSorted()).toEqual([
    '/query/expr',
    '/query/minutes',
    '/query/service',
  ]);
});
