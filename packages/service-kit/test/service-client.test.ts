import { afterAll, afterEach, beforeAll, beforeEach, expect, test } from '@jest/globals';
import type { NeighbourAnswer, NeighbourRequest, TestMesh } from '@comptoir/test-kit';
import { startTestMesh } from '@comptoir/test-kit';
import { z } from 'zod';
import { loadIdentity } from '../src/identity.ts';
import { createMetrics } from '../src/metrics.ts';
import type { ServiceCall, ServiceClient } from '../src/service-client.ts';
import { createServiceClient } from '../src/service-client.ts';
import { aContext } from '../testing/index.ts';

const cup = z.object({ name: z.string() });
const tasse = { status: 200, body: { name: 'tasse' } };

let mesh: TestMesh;
let client: ServiceClient;
let metrics: ReturnType<typeof createMetrics>;
/** What stock was asked, and how it answers: the next of these, or the last for ever. */
let asked: NeighbourRequest[];
let replies: (NeighbourAnswer | undefined)[];

beforeAll(async () => {
  mesh = await startTestMesh();
  mesh.gateway.route('stock', (request) => {
    asked.push(request);
    return replies.length > 1 ? replies.shift() : replies[0];
  });
});
beforeEach(async () => {
  asked = [];
  replies = [tasse];
  metrics = createMetrics();
  client = await aClient();
});
afterEach(() => client.close());
afterAll(() => mesh.close());

const aClient = async (gatewayInternalUrl = mesh.gateway.url) =>
  createServiceClient({
    dependency: 'stock',
    gatewayInternalUrl,
    identity: await loadIdentity('sale', mesh.keys.keyFileOf('sale'), mesh.keys.jwksFile),
    metrics: metrics.client,
  });
const withBudget = (ms: number) => aContext({ deadline: performance.now() + ms });
const get = (changes: Partial<ServiceCall<z.infer<typeof cup>>> = {}) =>
  client.call({
    method: 'GET',
    path: '/internal/cups/1',
    answer: cup,
    context: withBudget(5_000),
    ...changes,
  });
const failure = { status: 500, body: { code: 'internal.error', detail: 'broken' } };
const repeat = async (times: number, call: () => Promise<unknown>) => {
  for (let i = 0; i < times; i += 1) await call().catch(() => undefined);
};
const metric = async (name: string) => (await metrics.registry.getSingleMetric(name)?.get())?.values ?? [];

test('a call is made in our name, for the person who asks, with what is left of the time', async () => {
  const actor = { sub: 'lea', role: 'clerk' as const, locationId: 'shop' };
  const context = { ...withBudget(1_500), actor };

  const answer = await client.call({
    method: 'POST',
    path: '/internal/cups?x=1',
    body: { name: 'tasse' },
    answer: cup,
    context,
  });

  const [request] = asked;
  expect(answer).toEqual({ name: 'tasse' });
  expect(request).toMatchObject({ method: 'POST', path: '/internal/cups?x=1', body: { name: 'tasse' } });
  expect(request?.headers.traceparent).toBe(context.traceparent);
  expect(request?.headers['content-type']).toBe('application/json');
  const budgetMs = Number(request?.headers['x-request-timeout-ms']);
  expect(budgetMs).toBeGreaterThan(1_000);
  expect(budgetMs).toBeLessThanOrEqual(1_500);
  expect(JSON.parse(Buffer.from(String(request?.headers['x-actor']), 'base64url').toString())).toEqual(actor);
  const payload = String(request?.headers.authorization).split('.')[1] ?? '';
  expect(JSON.parse(Buffer.from(payload, 'base64url').toString())).toMatchObject({
    iss: 'sale',
    sub: 'sale',
    aud: 'stock',
  });
});

test('an answer without a body is nothing', async () => {
  replies = [{ status: 204 }];

  expect(
    await client.call({ method: 'DELETE', path: '/x', answer: z.undefined(), context: withBudget(1_000) }),
  ).toBe(undefined);
});

test('a refusal travels on as it is, and opens no breaker however often it comes', async () => {
  const errors = [{ sku: 'TEA-1', available: 0 }];
  replies = [{ status: 409, body: { code: 'stock.insufficient', detail: 'Not enough.', errors } }];

  await repeat(40, get);

  await expect(get()).rejects.toMatchObject({
    kind: 'conflict',
    code: 'stock.insufficient',
    message: 'Not enough.',
    details: errors,
  });
  expect(asked).toHaveLength(41);
  expect(await metric('circuit_breaker_state')).toMatchObject([{ value: 0 }]);
});

test('after twenty calls that mostly failed nobody asks any more, and the answer comes at once', async () => {
  replies = [failure];
  const post = () =>
    client.call({ method: 'POST', path: '/x', body: {}, answer: cup, context: withBudget(5_000) });

  await repeat(30, post);

  await expect(post()).rejects.toMatchObject({ kind: 'unavailable', code: 'stock.unavailable' });
  expect(asked).toHaveLength(20);
  expect(await metric('circuit_breaker_state')).toMatchObject([{ value: 2 }]);
});

test('a read that failed is tried once more', async () => {
  replies = [failure, tasse];

  const answer = await get();

  expect(answer).toEqual({ name: 'tasse' });
  expect(asked).toHaveLength(2);
  expect(await metric('http_client_retries_total')).toMatchObject([{ value: 1 }]);
});

test.each<[string, () => Promise<unknown>]>([
  ['a write', () => get({ method: 'POST', body: {} })],
  [
    'a read for another service, which will try again itself',
    () => get({ context: { ...withBudget(5_000), caller: 'cart' } }),
  ],
])('%s is not tried again', async (_, call) => {
  replies = [failure, tasse];

  await expect(call()).rejects.toMatchObject({ code: 'stock.unavailable' });

  expect(asked).toHaveLength(1);
});

test('a refused read is not tried again', async () => {
  replies = [{ status: 404, body: { code: 'cup.not_found', detail: 'none' } }, tasse];

  await expect(get()).rejects.toMatchObject({ kind: 'notFound', code: 'cup.not_found' });

  expect(asked).toHaveLength(1);
});

test('a sick callee is not helped by more load: when the budget of second tries is spent, there are none', async () => {
  // One try in three fails: not enough for the breaker.
  replies = Array.from({ length: 90 }, (_, index) => (index % 3 === 0 ? failure : tasse));

  const answers: string[] = [];
  for (let i = 0; i < 30; i += 1) {
    answers.push(
      await get().then(
        () => 'ok',
        () => 'failed',
      ),
    );
  }

  expect(answers.slice(0, 20)).toEqual(Array.from({ length: 20 }, () => 'ok'));
  expect(answers.slice(20)).toContain('failed');
  expect(await metric('circuit_breaker_state')).toMatchObject([{ value: 0 }]);
});

test.each([
  ['of another shape', { status: 200, body: { title: 'x' } }],
  ['without a body', { status: 200 }],
])('an answer %s is not understood, and not handed on', async (_, reply) => {
  replies = [reply];

  await expect(get({ method: 'POST' })).rejects.toMatchObject({ kind: 'unavailable', code: 'stock.garbled' });
});

test('an error page that is no problem is only unavailable', async () => {
  replies = [{ status: 404, body: '<html>nginx</html>' }];

  await expect(get({ method: 'POST' })).rejects.toMatchObject({
    kind: 'unavailable',
    code: 'stock.unavailable',
  });
});

test.each([
  [401, { code: 'token.invalid', detail: 'who?' }],
  [403, { code: 'service.forbidden', detail: 'not you' }],
])('a %i about our own token is our fault, not the user’s', async (status, body) => {
  replies = [{ status, body }];

  await expect(get()).rejects.toMatchObject({ kind: 'internal', code: 'stock.refused_service' });
});

test('silence ends after the time the call was given', async () => {
  replies = [undefined];
  const startedAt = performance.now();

  await expect(get({ method: 'POST', timeoutMs: 100 })).rejects.toMatchObject({
    kind: 'timeout',
    code: 'stock.timeout',
  });

  expect(performance.now() - startedAt).toBeLessThan(1_500);
});

test('silence ends with the request’s own time, even if the call had more', async () => {
  replies = [undefined];
  const startedAt = performance.now();

  await expect(get({ context: withBudget(100) })).rejects.toMatchObject({ kind: 'timeout' });

  expect(performance.now() - startedAt).toBeLessThan(1_500);
});

test('a call that would come too late is not made, and is not held against the callee', async () => {
  await repeat(40, () => get({ context: withBudget(0) }));

  await expect(get({ context: withBudget(0) })).rejects.toMatchObject({ code: 'request.deadline_exceeded' });
  expect(asked).toEqual([]);
  expect(await get()).toEqual({ name: 'tasse' });
});

test('a gateway that is not there is 503', async () => {
  const lost = await aClient('http://127.0.0.1:1');

  const call = lost.call({ method: 'POST', path: '/x', answer: cup, context: withBudget(2_000) });

  await expect(call).rejects.toMatchObject({ kind: 'unavailable', code: 'stock.unavailable' });
  await lost.close();
});

test('calls are timed and counted by what became of them', async () => {
  replies = [tasse, { status: 409, body: { code: 'a.b', detail: 'c' } }, failure, tasse];
  await repeat(3, get);

  const counts = (await metric('http_client_request_duration_seconds'))
    .filter(
      (value) => 'metricName' in value && value.metricName === 'http_client_request_duration_seconds_count',
    )
    .map(({ labels, value }) => [labels['outcome'], value]);

  expect(Object.fromEntries(counts)).toEqual({ ok: 2, refused: 1, failed: 1, timeout: 0, open: 0 });
});
