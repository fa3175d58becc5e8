import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { ask } from './test/ask.ts';
import { startGateway, type RunningGateway } from './test/nginx.ts';
import { service, startOrigin, type Origin } from './test/origin.ts';
import { sendRaw } from './test/send-raw.ts';

let origin: Origin;
let gateway: RunningGateway;
let strict: RunningGateway;
beforeAll(async () => {
  origin = await startOrigin('any-1');
  const upstreams = [service('auth', origin), service('stock', origin), service('product', origin)];
  gateway = await startGateway({ upstreams, corsOrigins: ['https://shop.example'] });
  strict = await startGateway({ upstreams, trustedAddresses: [] });
});
afterAll(async () => {
  await Promise.all([gateway.stop(), strict.stop(), origin.die()]);
});

test.each([
  '/internal/reservations',
  '/INTERNAL/reservations',
  '/metrics',
  '/openapi.json',
  '/health/live',
  '/health/ready',
  '/api',
  '/api/nothing',
  '/api/stocks',
  '/api/stock/../internal/reservations',
  '/api/stock/%2e%2e/%2e%2e/internal/reservations',
  '/api/stock/..%2f..%2finternal',
  '/api/stock/%2E%2E%2Finternal',
  '/api/stock/..\\internal',
  '/api/stock/..%5cinternal',
  '/api/stock/./1',
  '/api//stock',
  '//internal/reservations',
  '//api/stock',
  '/api/docs/../../internal',
  '/api/docs/swagger/package.json',
  '/gateway-problem',
  '/.env',
  '/missing.js',
  '/assets/missing-0123abcd.js',
])('%s does not exist outside, and no service hears of it', async (path) => {
  const before = origin.seen.length;

  const answer = await ask(gateway.url, path);

  expect(answer.status).toBe(404);
  expect(answer.problem()).toMatchObject({ status: 404, code: 'gateway.not_found' });
  expect(origin.seen).toHaveLength(before);
});

test('a path that climbs above the root is malformed', async () => {
  expect((await ask(gateway.url, '/%2e%2e/internal')).problem()).toMatchObject({ code: 'gateway.malformed' });
});

test.each(['/api/stock?search=café', '/api/stock/café', '/écran'])(
  'the address %s must be percent-encoded, and is told so',
  async (path) => {
    const before = origin.seen.length;

    const raw = Buffer.from(path).toString('latin1');
    const answer = await sendRaw(
      gateway.url,
      `GET ${raw} HTTP/1.1\r\nHost: comptoir\r\nConnection: close\r\n\r\n`,
    );
    const encoded = await ask(gateway.url, '/api/stock?search=caf%C3%A9');

    expect(answer).toContain('400 Bad Request');
    expect(answer).toContain('Content-Type: application/problem+json');
    expect(answer).toMatch(/"detail":"[^"]*percent-encode[^"]*","status":400,"code":"gateway.malformed"/);
    expect(encoded.status).toBe(200);
    expect(origin.seen).toHaveLength(before + 1);
  },
);

test('a body may have 1 MiB and not a byte more', async () => {
  const mebibyte = 1024 * 1024;

  const whole = await ask(gateway.url, '/api/stock', { method: 'POST', body: Buffer.alloc(mebibyte) });
  const more = await ask(gateway.url, '/api/stock', { method: 'POST', body: Buffer.alloc(mebibyte + 1) });

  expect(whole.status).toBe(200);
  expect(more.status).toBe(413);
  expect(more.problem()).toMatchObject({ code: 'gateway.body_too_large' });
});

test('an endless address and endless headers are refused', async () => {
  const long = 'a'.repeat(9000);

  const address = await ask(gateway.url, `/api/stock?search=${long}`);
  const header = await ask(gateway.url, '/api/stock', { headers: { 'X-Long': long } });

  expect([address.status, header.status]).toEqual([414, 431]);
  expect(address.problem()).toMatchObject({ code: 'gateway.uri_too_long' });
  expect(header.problem()).toMatchObject({ code: 'gateway.headers_too_large' });
});

test('a method nobody knows is refused with those that are known', async () => {
  const unknown = await ask(gateway.url, '/api/stock', { method: 'PROPFIND' });
  const onHealth = await ask(gateway.url, '/health', { method: 'POST' });

  expect([unknown.status, onHealth.status]).toEqual([405, 405]);
  expect(unknown.header('Allow')).toContain('PATCH');
  expect(onHealth.header('Allow')).toBe('GET, HEAD');
});

test.each([
  ['two lengths', 'Content-Length: 3\r\nContent-Length: 4\r\n\r\nabcd'],
  ['a length and chunks', 'Content-Length: 3\r\nTransfer-Encoding: chunked\r\n\r\n0\r\n\r\n'],
  ['broken chunks', 'Transfer-Encoding: chunked\r\n\r\nzz\r\n'],
  ['a blank before the colon', 'Transfer-Encoding : chunked\r\n\r\n0\r\n\r\n'],
  ['two hosts', 'Host: other\r\n\r\n'],
])('a request with %s is malformed', async (_, rest) => {
  const before = origin.seen.length;

  const answer = await sendRaw(gateway.url, `POST /api/stock HTTP/1.1\r\nHost: comptoir\r\n${rest}`);

  expect(answer).toContain('400 Bad Request');
  expect(answer).toContain('"code":"gateway.malformed"');
  expect(origin.seen).toHaveLength(before);
});

test('logins are limited per address, whatever the spelling', async () => {
  const paths = ['/api/auth/login', '/api/auth/LOGIN', '/api/auth/%6cogin', '/api/auth/login/'];

  const answers = await Promise.all(
    Array.from({ length: 24 }, (_, index) => ask(strict.url, paths[index % 4] ?? '', { method: 'POST' })),
  );
  const me = await ask(strict.url, '/api/auth/me');

  const refused = answers.filter(({ status }) => status === 429);
  expect(refused.length).toBeGreaterThanOrEqual(12);
  expect(refused[0]?.problem()).toMatchObject({ code: 'gateway.too_many_requests' });
  expect(refused[0]?.header('Retry-After')).toBe('2');
  expect(me.status).toBe(200);
});

test('so are registrations, which cost as much', async () => {
  const answers = await Promise.all(
    Array.from({ length: 24 }, () => ask(strict.url, '/api/auth/register', { method: 'POST' })),
  );

  expect(answers.filter(({ status }) => status === 429).length).toBeGreaterThanOrEqual(12);
});

test('the API is limited per address', async () => {
  const answers = await Promise.all(Array.from({ length: 400 }, () => ask(strict.url, '/api/stock')));

  const statuses = new Set(answers.map(({ status }) => status));
  expect(statuses).toEqual(new Set([200, 429]));
});

test('a trusted address is not counted', async () => {
  const answers = await Promise.all(
    Array.from({ length: 60 }, () => ask(gateway.url, '/api/auth/login', { method: 'POST' })),
  );

  expect(answers.every(({ status }) => status === 200)).toBe(true);
});

test('a page of a listed origin may call the API; the preflight ends at the gateway', async () => {
  const before = origin.seen.length;
  const headers = { Origin: 'https://shop.example', 'Access-Control-Request-Method': 'PUT' };

  const preflight = await ask(gateway.url, '/api/stock', { method: 'OPTIONS', headers });
  const refused = await ask(gateway.url, '/api/nothing', { headers });

  expect(preflight.status).toBe(204);
  expect(preflight.all('Access-Control-Allow-Origin')).toEqual(['https://shop.example']);
  expect(preflight.header('Access-Control-Allow-Methods')).toContain('PUT');
  expect(preflight.header('Access-Control-Allow-Headers')).toContain('Idempotency-Key');
  expect(refused.all('Access-Control-Allow-Origin')).toEqual(['https://shop.example']);
  expect(origin.seen).toHaveLength(before);
});

test('a page of any other origin may not', async () => {
  const answer = await ask(gateway.url, '/api/stock', { headers: { Origin: 'https://shop.example.evil' } });

  expect(answer.header('Access-Control-Allow-Origin')).toBeUndefined();
  expect(answer.header('Vary')).toContain('Origin');
});
