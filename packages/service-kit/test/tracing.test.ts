import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterAll, beforeAll, expect, test } from '@jest/globals';
import type { NeighbourRequest, TestDatabase, TestRedis } from '@comptoir/test-kit';
import { testDatabase, testRedis, waitUntil } from '@comptoir/test-kit';
import { z } from 'zod';
import { anyone, execute, later, ok, route } from '../src/index.ts';
import type { Kit } from '../src/index.ts';
import type { Span } from '../src/tracing/span.ts';
import type { KitService } from './kit-service.ts';
import { startKitService } from './kit-service.ts';

const traceId = 'ab'.repeat(16);
const browser = 'cd'.repeat(8);
const anything = z.looseObject({});

let database: TestDatabase;
let redis: TestRedis;
let folder: string;
let kit: KitService;
let asked: NeighbourRequest[];

beforeAll(async () => {
  [database, redis, folder] = await Promise.all([
    testDatabase('tracing'),
    testRedis(),
    mkdtemp(path.join(tmpdir(), 'traces-')),
  ]);
  kit = await startKitService(routesOf, {
    TRACE_FILE: path.join(folder, 'stock-1.jsonl'),
    TRACE_SAMPLE_RATIO: '0',
  });
  kit.mesh.gateway.route('payment', (request) => {
    asked.push(request);
    return { status: 200, body: {} };
  });
  asked = [];
});
afterAll(async () => {
  await kit.mesh.close();
  await Promise.all([database.drop(), redis.drop(), rm(folder, { recursive: true })]);
});

/** `POST /api/cups` does one of each kind of thing that a request sets off. */
function routesOf(service: Kit) {
  const db = service.openDatabase({ DATABASE_URL: database.url, DATABASE_POOL_MAX: 2 });
  const cache = service.openCacheRedis(redis.cacheUrl);
  const payment = service.client('payment');
  return [
    route(
      'POST',
      '/api/cups',
      { summary: 'Everything', access: anyone(), answers: { 200: anything } },
      async ({ context }) => {
        await db.knex('information_schema.tables').select('table_name').limit(1);
        await db.inTransaction(async (trx) => {
          later(trx, 'SET @cups = ?', [1]);
          await execute(trx, 'DO SLEEP(?)', [0]);
        });
        await cache.get('cup:secret-number');
        await payment.call({
          method: 'POST',
          path: '/internal/charges',
          body: {},
          answer: anything,
          context,
        });
        return ok({});
      },
    ),
    route('GET', '/api/broken', { summary: 'Breaks', access: anyone(), answers: { 200: anything } }, () => {
      throw new Error('broken');
    }),
  ];
}

async function spansOf(trace: string): Promise<Span[]> {
  const lines = (await readFile(path.join(folder, 'stock-1.jsonl'), 'utf8').catch(() => '')).split('\n');
  const spans = lines.filter((line) => line !== '').map((line) => JSON.parse(line) as Span);
  return spans.filter((span) => span.traceId === trace);
}

test('a sampled request is a tree of what it set off, the way on to the next service included', async () => {
  await kit.call('POST', '/api/cups', { headers: { traceparent: `00-${traceId}-${browser}-01` } });
  await waitUntil(async () => (await spansOf(traceId)).length > 0);

  const spans = await spansOf(traceId);
  const server = spans.find(({ kind }) => kind === 'server');
  expect(server).toMatchObject({
    parentId: browser,
    name: 'POST /api/cups',
    service: 'stock',
    attributes: { 'http.route': '/api/cups', 'http.response.status_code': 200 },
  });
  const children = spans.filter(({ parentId }) => parentId === server?.spanId);
  expect(children.map(({ name }) => name)).toEqual(
    expect.arrayContaining(['SELECT tables', 'GET', 'POST payment']),
  );
  expect(children).toHaveLength(spans.length - 1);
  for (const child of children) {
    expect(child.startMs).toBeGreaterThanOrEqual(server?.startMs ?? Infinity);
    expect(child.durationMs).toBeLessThanOrEqual(server?.durationMs ?? 0);
  }
  const call = children.find(({ name }) => name === 'POST payment');
  expect(asked.at(-1)?.headers['traceparent']).toBe(`00-${traceId}-${call?.spanId}-01`);
  expect(JSON.stringify(spans)).not.toContain('secret-number');
});

test('a request that went well is forgotten, and told the next service nothing else', async () => {
  const unsampled = 'ef'.repeat(16);
  await kit.call('POST', '/api/cups', { headers: { traceparent: `00-${unsampled}-${browser}-00` } });
  expect(asked.at(-1)?.headers['traceparent']).toMatch(new RegExp(`^00-${unsampled}-[0-9a-f]{16}-00$`));

  const failed = '12'.repeat(16);
  await kit.call('GET', '/api/broken', { headers: { traceparent: `00-${failed}-${browser}-00` } });
  await waitUntil(async () => (await spansOf(failed)).length > 0);
  expect(await spansOf(failed)).toMatchObject([
    { name: 'GET /api/broken', status: 'error', attributes: { 'error.type': 'internal.error' } },
  ]);
  expect(await spansOf(unsampled)).toEqual([]);
});

test('the histogram points to a trace that was kept', async () => {
  const buckets = await kit.metrics('http_server_request_duration_seconds_bucket');
  const exemplars = buckets.filter((line) => line.includes(' # {trace_id='));
  expect(exemplars.some((line) => line.includes(traceId))).toBe(true);
  expect(exemplars.join('\n')).not.toContain('ef'.repeat(16));
});
