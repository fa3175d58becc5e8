import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { ask } from './test/ask.ts';
import { startGateway, until, type RunningGateway } from './test/nginx.ts';
import { breakOff, service, startOrigin, type Origin } from './test/origin.ts';
import { sendRaw } from './test/send-raw.ts';

let origin: Origin;
let gateway: RunningGateway;
beforeAll(async () => {
  origin = await startOrigin('stock-1', breakOff);
  gateway = await startGateway({ upstreams: [service('stock', origin), service('cart')] });
});
afterAll(() => Promise.all([gateway.stop(), origin.die()]));

const id = '0193a1b0-0000-7000-8000-0000000000aa';
const token = `eyJhbGciOiJFZERTQSJ9.${'a'.repeat(80)}.${'b'.repeat(86)}`;

async function loggedPath(path: string): Promise<string> {
  const { header } = await ask(gateway.url, path);
  const mine = () => gateway.accessLog().filter((line) => line.includes(String(header('X-Request-Id'))));
  await until(() => mine().length > 0);
  return JSON.parse(mine()[0] ?? '').path;
}

test('of a routine address the whole path is logged, and never the query', async () => {
  const whole = [
    '/',
    '/api/stock',
    '/api/stock/',
    `/api/stock/${id}/${id}/ledger`,
    '/api/products/barcode/4006381333931',
    '/api/docs/specs/stock.json',
    '/assets/index-Dk3x_0aB.js',
    '/comptoir.svg',
  ];

  const logged = await Promise.all(
    whole.flatMap((path) => [loggedPath(path), loggedPath(`${path}?a=${token}`)]),
  );

  expect(logged).toEqual(whole.flatMap((path) => [path, path]));
});

test('of any other address only the beginning is logged, and of a cart not which', async () => {
  const cut = new Map([
    ['/api/payments/4242424242424242/process', '/api/payments/*'],
    [`/api/auth/${token}`, '/api/auth/*'],
    [`/${token}`, '/*'],
    [`/api/stock/x${token}?y=1`, '/api/stock/*'],
    ['/api/payments/GIFT-12AB-34CD', '/api/payments/*'],
    [`/api/carts/${id}`, '/api/carts/*'],
    [`/api/carts/${id}/items/${id}`, '/api/carts/*/items'],
    ['/api/stock/%1b[31m"\\', '/api/stock/*'],
    ['/api/stock/Passw0rd!', '/api/stock/*'],
  ]);

  const logged = await Promise.all([...cut.keys()].map(loggedPath));

  expect(logged).toEqual([...cut.values()]);
});

test('no failure quotes a request in the error log', async () => {
  const request = (line: string) =>
    `${line}\r\nHost: x\r\nReferer: http://x/?referer=secret\r\nConnection: close\r\n`;
  await ask(gateway.url, '/api/stock?query=secret');
  await ask(gateway.url, '/api/carts?query=secret');
  await ask(gateway.url, '/assets/missing.js?query=secret');
  await ask(gateway.url, '/api/stock?query=secret', { method: 'POST', body: Buffer.alloc(200_000, 'x') });
  await ask(gateway.url, '/api/stock?query=secret', { method: 'POST', body: Buffer.alloc(1_100_000, 'x') });
  await sendRaw(
    gateway.url,
    `${request('POST /api/stock?query=secret HTTP/1.1')}Content-Length: 1\r\nContent-Length: 2\r\n\r\n`,
  );
  await sendRaw(
    gateway.url,
    `${request('GET /api/stock?query=secret HTTP/1.1')}Bad\u0000Header: secret\r\n\r\n`,
  );
  await origin.die();
  const { header } = await ask(gateway.url, '/api/stock?query=secret');
  await until(() =>
    gateway
      .accessLog()
      .join('')
      .includes(String(header('X-Request-Id'))),
  );

  expect(origin.seen.length).toBeGreaterThan(0);
  expect(gateway.errorLog()).toBe('');
  expect(gateway.accessLog().join('\n')).not.toContain('secret');
});
