import { afterAll, beforeAll, beforeEach, expect, test } from '@jest/globals';
import { v7 as uuidv7 } from 'uuid';
import type { FakeSale } from './fake-storytellers.ts';
import { tellsOf } from './fake-storytellers.ts';
import type { OperationsUnderTest } from './operations-service.ts';
import { startOperations } from './operations-service.ts';

let ops: OperationsUnderTest;
let sale: FakeSale;
beforeAll(async () => {
  ops = await startOperations();
});
beforeEach(() => {
  sale = tellsOf(ops.mesh);
});
afterAll(() => ops.close());

const explain = async (reference: string) => (await ops.get(`/api/ops/explanations/${reference}`)).body;
const told = ({ nodes }: { nodes: { depth: number; service: string; title: string }[] }) =>
  nodes.map(({ depth, service, title }) => `${'  '.repeat(depth)}${service} ${title}`);
const gapsOf = ({ gaps }: { gaps: { reason: string; subject: string }[] }) =>
  gaps.map(({ reason, subject }) => `${reason} ${subject}`.trim());

/** The lines of a request that sold something, written by two replicas at second 2. */
function sold(traceId: string) {
  const facts = { traceId, method: 'POST', status: 201 };
  ops.said('stock-2', 2, 'request', {
    ...facts,
    route: '/internal/reservations',
    durationMs: 4,
    caller: 'sale',
  });
  ops.said('sale-1', 2, 'request', { ...facts, route: '/api/sales', durationMs: 20 });
}

test('a sale is explained by its receipt number, from what services know and replicas wrote', async () => {
  sold(sale.traceId);
  sold('b'.repeat(32));

  const body = await explain(sale.receiptNumber);

  expect(body).toMatchObject({
    reference: sale.receiptNumber,
    sale: { id: sale.id, receiptNumber: sale.receiptNumber, status: 'completed' },
    startedAt: '2026-01-01T12:00:01.980Z',
    durationMs: 82,
    traces: [{ traceId: sale.traceId, sampled: false }],
  });
  expect(told(body)).toEqual([
    'sale POST /api/sales',
    '  sale checkout: started',
    '  stock POST /internal/reservations',
    '    stock goods held',
    '  sale checkout: confirmed',
    'sale sale.recorded.v1',
    '  sale published',
    '  stock applied',
    '    stock -1 TEA-1',
  ]);
  expect(body.nodes[2]).toMatchObject({ replica: '2', durationMs: 4, facts: { status: 201 } });
  expect(gapsOf(body)).toEqual([`notSampled ${sale.traceId}`]);
});

test('by its id, and by its trace about when the logs have it, the story is the same', async () => {
  sold(sale.traceId);
  const byReceipt = await explain(sale.receiptNumber);

  const [byId, byTrace] = await Promise.all([sale.id, sale.traceId].map(explain));

  expect({ ...byId, reference: '' }).toEqual({ ...byReceipt, reference: '' });
  expect({ ...byTrace, reference: '' }).toEqual({ ...byReceipt, reference: '' });
  expect(sale.asked).toContain(`sale /internal/stories/${sale.traceId}?around=2026-01-01T12:00:02.000Z`);
});

test('spans of a sampled trace add what happened inside, from either file of a process', async () => {
  sold(sale.traceId);
  const span = {
    traceId: sale.traceId,
    kind: 'client',
    service: 'stock',
    replica: '2',
    status: 'ok',
    links: [],
  };
  const sql = { 'db.system.name': 'mariadb', 'db.query.text': 'UPDATE stock_levels SET available = ?' };
  const startMs = Date.UTC(2026, 0, 1, 12, 0, 1) + 997;
  const times = { parentId: null, startMs, durationMs: 1.25 };
  ops.traced('stock-2.1.jsonl', {
    ...span,
    ...times,
    spanId: 'a',
    name: 'UPDATE stock_levels',
    attributes: sql,
  });
  ops.traced('stock-2.jsonl', { ...span, ...times, spanId: 'b', name: 'COMMIT', attributes: sql });
  ops.traced('stock-2.jsonl', {
    ...span,
    ...times,
    spanId: 'c',
    name: 'other',
    attributes: sql,
    traceId: 'b'.repeat(32),
  });

  const body = await explain(sale.receiptNumber);

  expect(body.traces).toEqual([{ traceId: sale.traceId, sampled: true }]);
  expect(told(body).slice(3, 6)).toEqual([
    '    stock UPDATE stock_levels',
    '    stock COMMIT',
    '    stock goods held',
  ]);
  expect(body.nodes[3]).toMatchObject({
    kind: 'query',
    durationMs: 1.25,
    facts: { sql: sql['db.query.text'] },
  });
  expect(gapsOf(body)).toEqual(['partlySampled sale']);
});

test('a trace that sold nothing is explained by its lines alone', async () => {
  const traceId = 'c'.repeat(32);
  const facts = { traceId, method: 'GET', status: 200, durationMs: 3 };
  ops.said('cart-1', 3, 'request', { ...facts, route: '/api/carts/:id' });

  const body = await explain(traceId);

  expect(body.sale).toBeNull();
  expect(told(body)).toEqual(['cart GET /api/carts/:id']);
  expect(sale.asked.filter((text) => !text.startsWith('sale '))).toEqual([]);
});

test('a service that cannot answer leaves a gap, and the rest is told', async () => {
  sold(sale.traceId);
  sale.breaks('payment');
  sale.breaks('stock');

  const body = await explain(sale.receiptNumber);

  expect(gapsOf(body)).toEqual(
    expect.arrayContaining(['serviceUnavailable payment', 'serviceUnavailable stock']),
  );
  expect(told(body)).toContain('sale sale.recorded.v1');
});

test('without sale a receipt cannot be explained, but a trace can', async () => {
  sold(sale.traceId);
  sale.breaks('sale');

  const receipt = await ops.get(`/api/ops/explanations/${sale.receiptNumber}`);
  const trace = await explain(sale.traceId);

  expect(receipt).toMatchObject({ status: 503, body: { code: 'sale.unavailable' } });
  expect(told(trace)).toEqual(['sale POST /api/sales', '  stock POST /internal/reservations']);
  expect(gapsOf(trace)).toContain('serviceUnavailable sale');
});

test('what has been forgotten is said', async () => {
  sale.story.events = { listeners: null, keptSeconds: 1, items: [] };
  sale.stock.movements = [];

  const body = await explain(sale.receiptNumber);

  expect(gapsOf(body)).toEqual([
    'eventsForgotten sale',
    `linesMissing ${sale.traceId}`,
    `notSampled ${sale.traceId}`,
  ]);
});

test('when the broker cannot say who listens, that is a gap', async () => {
  sale.story.events = { ...sale.story.events, listeners: null };

  expect(gapsOf(await explain(sale.receiptNumber))).toContain('listenersUnknown sale');
});

test('where processes write no files the services still tell theirs, and the link leads to the spans', async () => {
  const elsewhere = await startOperations({ withLogs: false });
  const other = tellsOf(elsewhere.mesh);

  const { body } = await elsewhere.get(`/api/ops/explanations/${other.receiptNumber}`);
  await elsewhere.close();

  expect(told(body)).toContain('sale checkout: started');
  expect(body.traces).toEqual([
    { traceId: other.traceId, sampled: false, url: `https://traces.example/${other.traceId}` },
  ]);
  expect(gapsOf(body)).toEqual(['logsElsewhere']);
});

test('nothing known is 404, no reference is 400', async () => {
  const unknown = ['MTL1-01-999999', uuidv7(), 'd'.repeat(32)];

  const answers = await Promise.all(
    unknown.map((reference) => ops.get(`/api/ops/explanations/${reference}`)),
  );
  const malformed = await ops.get('/api/ops/explanations/tea');

  for (const answer of answers)
    expect(answer).toMatchObject({ status: 404, body: { code: 'explanation.not_found' } });
  expect(malformed.status).toBe(400);
});

test('it is for operators, and for the mesh at the internal door', async () => {
  const path = `/api/ops/explanations/${sale.receiptNumber}`;
  const inner = `/internal/explanations/${sale.receiptNumber}`;

  const refused = [
    await ops.operations.call('GET', path),
    await ops.operations.call('GET', path, { as: ops.headOffice }),
    await ops.operations.call('GET', inner),
    await ops.operations.call('GET', inner, { as: ops.operator }),
    await ops.operations.call('GET', inner, { from: 'sale' }),
  ];
  const mesh = await ops.operations.call('GET', inner, { from: 'mesh' });

  expect(refused.map(({ status }) => status)).toEqual([401, 403, 401, 401, 403]);
  expect(mesh).toMatchObject({ status: 200, body: { reference: sale.receiptNumber } });
});
