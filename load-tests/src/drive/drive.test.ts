import { once } from 'node:events';
import { createServer } from 'node:http';
import type { RequestListener } from 'node:http';
import { afterEach, expect, test } from '@jest/globals';
import { drive } from './drive.ts';
import type { DrivePlan } from './drive.ts';
import type { Step } from './step.ts';

const closing: (() => void)[] = [];
afterEach(() => {
  for (const close of closing.splice(0)) close();
});

async function serve(listener: RequestListener): Promise<string> {
  const server = createServer(listener).listen(0, '127.0.0.1');
  await once(server, 'listening');
  closing.push(() => server.close().closeAllConnections());
  const address = server.address();
  return `http://127.0.0.1:${typeof address === 'object' ? address?.port : ''}`;
}

const ok: Step = {
  name: 'GET /',
  method: 'GET',
  path: '/',
  headers: {},
  check: ({ status }) => (status === 200 ? undefined : `${status}`),
};

const plan = (url: string, more: Partial<DrivePlan> = {}): DrivePlan => ({
  url,
  connections: 4,
  durationSeconds: 1,
  visitor: () => () => ok,
  signal: new AbortController().signal,
  ...more,
});

test('instant errors are no throughput (lessons 30 and 31)', async () => {
  let requests = 0;
  const url = await serve((_, response) => response.writeHead((requests += 1) % 2 === 0 ? 502 : 200).end());

  const run = await drive(plan(url, { amount: 40 }));

  expect(run.sent).toBe(40);
  expect(run.succeeded).toBe(20);
  expect(run.unexpected).toEqual(new Map([['GET /: 502', 20]]));
  expect(run.latencies.count()).toBe(20);
});

test('sends the body and headers of each step, and no length of an earlier one', async () => {
  const seen: string[] = [];
  const url = await serve((request, response) => {
    let body = '';
    request.on('data', (chunk: Buffer) => (body += chunk.toString()));
    request.on('end', () => {
      const { 'x-till': till, 'content-length': length } = request.headers;
      seen.push([request.method, request.url, String(till), length ?? 'no length', body].join(' '));
      response.end();
    });
  });
  const steps: Step[] = [
    { ...ok, method: 'POST', path: '/sales', headers: { 'x-till': '1' }, body: '{"a":1}' },
    { ...ok, path: '/carts', headers: { 'x-till': '2' } },
  ];
  let at = 0;

  await drive(plan(url, { connections: 1, amount: 2, visitor: () => () => steps[at++] ?? ok }));

  expect(seen).toEqual(['POST /sales 1 7 {"a":1}', 'GET /carts 2 no length ']);
});

test('a connection that the server closes properly loses no request', async () => {
  const seen: string[] = [];
  const url = await serve((request, response) => {
    seen.push(request.url ?? '');
    if (seen.length % 5 === 0) response.setHeader('Connection', 'close');
    response.end();
  });
  let at = 0;

  const run = await drive(
    plan(url, { connections: 1, visitor: () => () => ({ ...ok, path: `/${(at += 1)}` }) }),
  );

  expect(run.unexpected).toEqual(new Map());
  expect(run.succeeded).toBeGreaterThan(20);
  expect(seen.slice(0, 20)).toEqual(Array.from({ length: 20 }, (_, index) => `/${index + 1}`));
});

test('a connection that breaks without a word is counted', async () => {
  let requests = 0;
  const url = await serve((request, response) => {
    if ((requests += 1) === 3) request.socket.destroy();
    else response.end();
  });

  const run = await drive(plan(url, { connections: 1 }));

  expect(run.unexpected.get('GET /: never answered')).toBe(1);
  expect(run.succeeded).toBeGreaterThan(0);
});

test('offers a steady rate, and no more', async () => {
  const url = await serve((_, response) => response.end());

  const run = await drive(plan(url, { rate: 50 }));

  expect(run.offeredPerSecond).toBe(50);
  // Each connection has built its next request when the run ends.
  expect(run.sent).toBeLessThanOrEqual((50 * run.elapsedMs) / 1000 + 1 + 4);
  expect(run.sent).toBeGreaterThanOrEqual(25);
});

test('at a set rate, a stall is felt by every request that was due during it', async () => {
  let requests = 0;
  const url = await serve((_, response) => {
    setTimeout(() => response.end(), (requests += 1) === 10 ? 600 : 0);
  });

  const run = await drive(plan(url, { connections: 1, rate: 100 }));

  // One slow answer in a hundred; counted from the moment due, half of them waited.
  expect(run.latencies.percentile(60)).toBeGreaterThan(100);
});

test('stops when told to, and keeps what was measured', async () => {
  const url = await serve((_, response) => response.end());
  const stop = new AbortController();
  setTimeout(() => stop.abort(), 200);

  const run = await drive(plan(url, { durationSeconds: 60, signal: stop.signal }));

  expect(run.elapsedMs).toBeLessThan(5_000);
  expect(run.succeeded).toBeGreaterThan(0);
});
