import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { ask } from './test/ask.ts';
import { startGateway, until, type RunningGateway } from './test/nginx.ts';
import { service, startOrigin, type Origin } from './test/origin.ts';

let origin: Origin;
let gateway: RunningGateway;
let answerHeaders: Record<string, string> = {};
beforeAll(async () => {
  origin = await startOrigin('stock-1', (_, response) => {
    response.writeHead(200, answerHeaders);
    response.end('{}');
  });
  gateway = await startGateway({
    upstreams: [service('stock', origin), service('product', origin), service('cart')],
  });
});
afterAll(async () => {
  await Promise.all([gateway.stop(), origin.die()]);
});

const traceId = '4bf92f3577b34da6a3ce929d0e0e4736';
const lastSeen = () => origin.seen.at(-1);

test('a request without a trace gets one, and the client learns its id', async () => {
  const answer = await ask(gateway.url, '/api/stock');

  const [, sent] =
    /^00-([0-9a-f]{32})-[0-9a-f]{16}-00$/.exec(String(lastSeen()?.headers['traceparent'])) ?? [];
  expect(sent).toBeDefined();
  expect(answer.all('X-Request-Id')).toEqual([sent]);
});

test('a trace is continued, with its state', async () => {
  const headers = { traceparent: `00-${traceId}-00f067aa0ba902b7-00`, tracestate: 'vendor=1' };

  const answer = await ask(gateway.url, '/api/stock', { headers });

  expect(lastSeen()?.headers).toMatchObject(headers);
  expect(answer.header('X-Request-Id')).toBe(traceId);
});

test('a client does not decide which traces are kept', async () => {
  await ask(gateway.url, '/api/stock', { headers: { traceparent: `00-${traceId}-00f067aa0ba902b7-01` } });

  expect(lastSeen()?.headers['traceparent']).toBe(`00-${traceId}-00f067aa0ba902b7-00`);
});

test.each([
  'junk',
  `00-${traceId}-00f067aa0ba902b7`,
  `00-${traceId.toUpperCase()}-00f067aa0ba902b7-01`,
  `00-${'0'.repeat(32)}-00f067aa0ba902b7-01`,
  `00-${traceId}-${'0'.repeat(16)}-01`,
  `ff-${traceId}-00f067aa0ba902b7-01`,
  `00-${traceId}-00f067aa0ba902b7-01; evil`,
])('the trace %s is junk and replaced', async (traceparent) => {
  const answer = await ask(gateway.url, '/api/stock', { headers: { traceparent, tracestate: 'vendor=1' } });

  expect(lastSeen()?.headers['traceparent']).toContain(String(answer.header('X-Request-Id')));
  expect(lastSeen()?.headers['tracestate']).toBeUndefined();
  expect(answer.header('X-Request-Id')).not.toBe(traceId);
});

test('a client cannot speak as the mesh', async () => {
  const forged = {
    'X-Actor': 'eyJyb2xlIjoiaGVhZE9mZmljZSJ9',
    X_Actor: 'eyJyb2xlIjoiaGVhZE9mZmljZSJ9',
    'X-Request-Timeout-Ms': '99999',
    'X-Forwarded-For': '10.1.2.3',
    'X-Forwarded-Host': 'evil.example',
    Forwarded: 'for=10.1.2.3',
    'X-Request-Id': 'mine',
  };

  await ask(gateway.url, '/api/stock', { headers: forged });

  const headers = lastSeen()?.headers ?? {};
  expect(headers).toMatchObject({ 'x-request-timeout-ms': '2000', 'x-forwarded-for': '127.0.0.1' });
  for (const name of ['x-actor', 'x_actor', 'x-forwarded-host', 'forwarded', 'x-request-id']) {
    expect(headers[name]).toBeUndefined();
  }
});

test.each([
  '/',
  '/some/screen',
  '/comptoir.svg',
  '/health',
  '/api/stock',
  '/api/carts',
  '/api/nothing',
  '/api/docs/',
])('security headers are on %s, once each', async (path) => {
  answerHeaders = {
    'X-Content-Type-Options': 'nosniff',
    'X-Frame-Options': 'SAMEORIGIN',
    'X-Powered-By': 'koa',
  };

  const answer = await ask(gateway.url, path);

  expect(answer.all('X-Content-Type-Options')).toEqual(['nosniff']);
  expect(answer.all('X-Frame-Options')).toEqual(['DENY']);
  expect(answer.all('Referrer-Policy')).toEqual(['no-referrer']);
  expect(answer.all('Cross-Origin-Opener-Policy')).toEqual(['same-origin']);
  expect(answer.all('Permissions-Policy')).toHaveLength(1);
  expect(answer.all('X-Request-Id')).toHaveLength(1);
  expect(answer.all('Content-Security-Policy')).toHaveLength(1);
  expect(answer.header('Content-Security-Policy')).toContain("frame-ancestors 'none'");
  expect(answer.header('X-Powered-By')).toBeUndefined();
  expect(answer.header('Server')).toBe('nginx');
});

test.each([
  ['a page of its own', '/api/docs/', {}, 200],
  ['its health', '/health', {}, 200],
  ['what it does not know', '/api/nothing', {}, 404],
  ['a method it does not take', '/api/stock', { method: 'PROPFIND' }, 405],
  ['an address it cannot read', '/%2e%2e', {}, 400],
  ['a service without a replica', '/api/carts', {}, 503],
  ['a preflight', '/api/stock', { method: 'OPTIONS' }, 204],
])('%s is answered by the gateway, and says so', async (_, path, asked, status) => {
  const answer = await ask(gateway.url, path, asked);

  expect([answer.status, answer.all('X-Served-By')]).toEqual([status, ['gateway-1']]);
});

test('what a replica answered says which, once, from the cache too', async () => {
  answerHeaders = { 'X-Served-By': 'stock-1', 'Cache-Control': 'max-age=60' };

  const answers = [
    await ask(gateway.url, '/api/stock'),
    await ask(gateway.url, '/api/products'),
    await ask(gateway.url, '/api/products'),
  ];

  expect(answers.map(({ header }) => header('X-Cache-Status'))).toEqual([undefined, 'MISS', 'HIT']);
  for (const answer of answers) expect(answer.all('X-Served-By')).toEqual(['stock-1']);
});

test('a page that a service makes keeps the policy it came with', async () => {
  answerHeaders = { 'Content-Security-Policy': "default-src 'none'; style-src 'unsafe-inline'" };

  const answer = await ask(gateway.url, '/api/stock');

  expect(answer.all('Content-Security-Policy')).toEqual([answerHeaders['Content-Security-Policy']]);
});

test('each request leaves one JSON line with its trace id and without its query', async () => {
  const { header } = await ask(gateway.url, '/api/stock?token=secret');
  const mine = () => gateway.accessLog().filter((line) => line.includes(String(header('X-Request-Id'))));
  await until(() => mine().length > 0);

  expect(mine()).toHaveLength(1);
  expect(mine()[0]).not.toContain('secret');
  expect(JSON.parse(mine()[0] ?? '')).toMatchObject({
    service: 'gateway',
    listener: 'edge',
    msg: 'request',
    method: 'GET',
    path: '/api/stock',
    status: 200,
    durationMs: expect.any(Number),
    time: expect.any(Number),
    upstream: `127.0.0.1:${origin.replica.port}`,
    upstreamStatus: '200',
  });
});

test('a path full of quotes and control characters still leaves valid JSON', async () => {
  const { header } = await ask(gateway.url, '/api/stock/"%22%0a\\x7f', { headers: { 'User-Agent': '"\\' } });
  const mine = () => gateway.accessLog().filter((line) => line.includes(String(header('X-Request-Id'))));
  await until(() => mine().length > 0);

  expect(() => JSON.parse(mine()[0] ?? '')).not.toThrow();
});
