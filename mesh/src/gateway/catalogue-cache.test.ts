import { afterEach, beforeEach, expect, test } from '@jest/globals';
import { ask } from './test/ask.ts';
import { startGateway, until, type RunningGateway } from './test/nginx.ts';
import { service, startOrigin, type Origin } from './test/origin.ts';

let product: Origin;
let gateway: RunningGateway;
let answerHeaders: Record<string, string>;
beforeEach(async () => {
  answerHeaders = { 'Cache-Control': 'max-age=1, stale-while-revalidate=5, stale-if-error=30' };
  product = await startOrigin('product-1', (request, response) => {
    setTimeout(() => {
      response.writeHead(200, answerHeaders);
      response.end(request.url);
    }, 50);
  });
  gateway = await startGateway({ upstreams: [service('product', product)] });
});
afterEach(async () => {
  await Promise.all([gateway.stop(), product.die()]);
});

const cacheStatus = async (path: string) => (await ask(gateway.url, path)).header('X-Cache-Status');

test('ten parallel requests for a cold page ask the service once', async () => {
  const answers = await Promise.all(
    Array.from({ length: 10 }, () => ask(gateway.url, '/api/products?page=1')),
  );

  expect(answers.map(({ body }) => body)).toEqual(Array.from({ length: 10 }, () => '/api/products?page=1'));
  expect(product.seen).toHaveLength(1);
});

test('ten parallel requests for what may not be kept do not wait for one another', async () => {
  answerHeaders = { 'Cache-Control': 'no-store' };
  const startedAt = performance.now();

  await Promise.all(Array.from({ length: 10 }, () => ask(gateway.url, '/api/products/barcode/1')));

  // One after the other took them three seconds.
  expect(performance.now() - startedAt).toBeLessThan(2_000);
  expect(product.seen).toHaveLength(10);
});

test('the catalogue stays up when the service is dead, even if the service did not ask for that', async () => {
  answerHeaders = { 'Cache-Control': 'max-age=1' };
  await ask(gateway.url, '/api/products/1');
  await product.die();
  await until(async () => (await cacheStatus('/api/products/1')) !== 'HIT');

  const answer = await ask(gateway.url, '/api/products/1');

  expect(answer).toMatchObject({ status: 200, body: '/api/products/1' });
});

test('an expired page is served at once while one request in the background renews it', async () => {
  await ask(gateway.url, '/api/products/1');
  await until(async () => (await cacheStatus('/api/products/1')) === 'STALE');

  await until(async () => (await cacheStatus('/api/products/1')) === 'HIT');

  expect(product.seen).toHaveLength(2);
});

test('what one page says is never taken for another', async () => {
  const paths = ['/api/products/a?b', '/api/products/a%3Fb', '/api/products/a', '/api/products/a?B'];

  for (const path of paths) await ask(gateway.url, path);
  const again = await Promise.all(paths.map((path) => ask(gateway.url, path)));

  expect(again.map(({ body }) => body)).toEqual(paths);
});

test('neither a token nor a no-cache of the client makes another copy, and the service never sees the token', async () => {
  await ask(gateway.url, '/api/products/1', { headers: { Authorization: 'Bearer mine' } });

  const answer = await ask(gateway.url, '/api/products/1', {
    headers: { Authorization: 'Bearer yours', 'Cache-Control': 'no-cache', Pragma: 'no-cache' },
  });

  expect(answer.header('X-Cache-Status')).toBe('HIT');
  expect(product.seen.map(({ headers }) => headers.authorization)).toEqual([undefined]);
});

test('a write goes to the service with its token', async () => {
  await ask(gateway.url, '/api/products/1', {
    method: 'PUT',
    headers: { Authorization: 'Bearer mine' },
    body: '{}',
  });

  expect(product.seen).toMatchObject([{ method: 'PUT', headers: { authorization: 'Bearer mine' } }]);
});

test.each<[string, Record<string, string>]>([
  ['that the service does not let be kept', { 'Cache-Control': 'no-store' }],
  ['of which the service says nothing', {}],
  ['with a cookie', { 'Cache-Control': 'max-age=60', 'Set-Cookie': 'a=b' }],
])('an answer %s is not kept', async (_, headers) => {
  answerHeaders = headers;

  const statuses = [await cacheStatus('/api/products/1'), await cacheStatus('/api/products/1')];

  expect(statuses).toEqual(['MISS', 'MISS']);
});
