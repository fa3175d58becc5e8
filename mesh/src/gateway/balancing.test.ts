import { afterEach, expect, test } from '@jest/globals';
import type { GatewayPlan } from './gateway-plan.ts';
import { ask } from './test/ask.ts';
import { startGateway, type RunningGateway } from './test/nginx.ts';
import { breakOff, service, startOrigin, type Behaviour, type Origin } from './test/origin.ts';

let stops: (() => Promise<void>)[] = [];
afterEach(async () => {
  await Promise.all(stops.map((stop) => stop()));
  stops = [];
});

async function origin(name: string, behave?: Behaviour): Promise<Origin> {
  const started = await startOrigin(name, behave);
  stops.push(started.die);
  return started;
}

async function gateway(decided: Partial<GatewayPlan>): Promise<RunningGateway> {
  const started = await startGateway(decided);
  stops.push(started.stop);
  return started;
}

test('two replicas answer in turn, outside and inside', async () => {
  const { url, internalUrl } = await gateway({
    upstreams: [service('stock', await origin('stock-1'), await origin('stock-2'))],
  });

  const outside: string[] = [];
  for (let turn = 0; turn < 4; turn += 1) outside.push((await ask(url, '/api/stock')).body);
  const inside = [await ask(internalUrl, '/stock/internal/x'), await ask(internalUrl, '/stock/internal/x')];

  expect(outside).toEqual(['stock-1', 'stock-2', 'stock-1', 'stock-2']);
  expect(inside.map(({ body }) => body)).toEqual(['stock-1', 'stock-2']);
});

test('connections to a replica are kept open', async () => {
  const sockets = new Set<number | undefined>();
  const stock = await origin('stock-1', (_, response) => {
    sockets.add(response.socket?.remotePort);
    response.end();
  });
  const { url } = await gateway({ upstreams: [service('stock', stock)] });

  for (let turn = 0; turn < 12; turn += 1) await ask(url, '/api/stock');

  // One per worker at most, not one per request.
  expect(sockets.size).toBeLessThan(12);
});

test('the internal listener takes the service name off and leaves path, query and headers as they were', async () => {
  const stock = await origin('stock-1');
  const { internalUrl } = await gateway({ upstreams: [service('stock', stock)] });
  const headers = { 'X-Actor': 'someone', 'X-Request-Timeout-Ms': '1234', Authorization: 'Bearer service' };

  await ask(internalUrl, '/stock/internal/keys/a%2Fb?x=%20y', { method: 'PUT', headers, body: '{}' });

  const [seen] = stock.seen;
  expect(seen).toMatchObject({ method: 'PUT', url: '/internal/keys/a%2Fb?x=%20y', body: '{}' });
  expect(seen?.headers).toMatchObject({
    'x-actor': 'someone',
    'x-request-timeout-ms': '1234',
    authorization: 'Bearer service',
  });
});

test('when a replica breaks off, a PUT goes to the other', async () => {
  const [broken, sound] = [await origin('sale-1', breakOff), await origin('sale-2')];
  const { url } = await gateway({ upstreams: [service('sale', broken, sound)] });

  const answer = await ask(url, '/api/sales/1', { method: 'PUT', body: '{}' });

  expect(answer.body).toBe('sale-2');
  expect(broken.seen).toHaveLength(1);
});

test('when a replica breaks off, a POST is not sent twice', async () => {
  const [broken, sound] = [await origin('sale-1', breakOff), await origin('sale-2')];
  const { url } = await gateway({ upstreams: [service('sale', broken, sound)] });

  const answer = await ask(url, '/api/sales', { method: 'POST', body: '{}' });

  expect(answer.status).toBe(503);
  expect(answer.problem()).toMatchObject({ code: 'gateway.upstream_unavailable' });
  expect(sound.seen).toHaveLength(0);
});

test('when a replica refuses the connection, even a POST goes to the other', async () => {
  const [dead, sound] = [await origin('sale-1'), await origin('sale-2')];
  const { url } = await gateway({ upstreams: [service('sale', dead, sound)] });
  await dead.die();

  const answers = await Promise.all(
    Array.from({ length: 10 }, () => ask(url, '/api/sales', { method: 'POST', body: '{}' })),
  );

  expect(answers.map(({ status }) => status)).toEqual(Array.from({ length: 10 }, () => 200));
});

test('when every replica is dead, the client is told to come back', async () => {
  const [first, second] = [await origin('stock-1'), await origin('stock-2')];
  const { url } = await gateway({ upstreams: [service('stock', first, second)] });
  await Promise.all([first.die(), second.die()]);

  const answer = await ask(url, '/api/stock');

  expect(answer.status).toBe(503);
  expect(answer.header('Retry-After')).toBe('1');
  expect(answer.problem()).toMatchObject({ status: 503, code: 'gateway.upstream_unavailable' });
});

test('when no replica is up, the client is told to come back, outside and inside', async () => {
  const { url, internalUrl } = await gateway({ upstreams: [service('stock')] });

  const answers = [await ask(url, '/api/stock'), await ask(internalUrl, '/stock/internal/x')];

  for (const answer of answers) {
    expect(answer.status).toBe(503);
    expect(answer.header('Retry-After')).toBe('1');
    expect(answer.problem()).toMatchObject({ code: 'gateway.no_upstream' });
  }
});

test('a replica that does not answer in time is given up, and its POST is not repeated', async () => {
  const [silent, sound] = [await origin('sale-1', () => undefined), await origin('sale-2')];
  const { url } = await gateway({ upstreams: [service('sale', silent, sound)] });
  const before = performance.now();

  const answer = await ask(url, '/api/sales', { method: 'POST', body: '{}' });

  expect(performance.now() - before).toBeLessThan(7000);
  expect(answer.status).toBe(504);
  expect(answer.problem()).toMatchObject({ code: 'gateway.timeout' });
  expect(sound.seen).toHaveLength(0);
});

test('a read that one replica does not answer is answered by the other, with its parameters and headers', async () => {
  const [silent, sound] = [await origin('sale-1', () => undefined), await origin('sale-2')];
  const { url } = await gateway({ upstreams: [service('sale', silent, sound)] });
  const before = performance.now();

  const answer = await ask(url, '/api/sales?page=2', { headers: { Authorization: 'Bearer clerk' } });

  expect(performance.now() - before).toBeLessThan(4000);
  expect([answer.status, answer.body]).toEqual([200, 'sale-2']);
  expect(sound.seen).toMatchObject([
    {
      method: 'GET',
      url: '/api/sales?page=2',
      headers: { authorization: 'Bearer clerk', 'x-request-timeout-ms': '2000' },
    },
  ]);
});

test('when no replica answers a read, the client is told so', async () => {
  const [first, second] = [await origin('sale-1', () => undefined), await origin('sale-2', () => undefined)];
  const { url } = await gateway({ upstreams: [service('sale', first, second)] });

  const answer = await ask(url, '/api/sales');

  expect(answer.status).toBe(504);
  expect(answer.problem()).toMatchObject({ code: 'gateway.timeout' });
});

test('inside, a replica that lets three hurried callers wait is left out for a while', async () => {
  const [silent, sound] = [await origin('stock-1', () => undefined), await origin('stock-2')];
  const { internalUrl } = await gateway({ upstreams: [service('stock', silent, sound)] });
  const reserve = () =>
    ask(internalUrl, '/stock/internal/reservations', {
      method: 'POST',
      headers: { 'X-Request-Timeout-Ms': '2000' },
      body: '{"id":1}',
    });

  const first = await Promise.all(Array.from({ length: 6 }, reserve));
  const next = [await reserve(), await reserve(), await reserve()];

  expect(first.filter(({ status }) => status === 200)).toHaveLength(3);
  expect(first.filter(({ status }) => status === 504)).toHaveLength(3);
  expect(next.map(({ body }) => body)).toEqual(['stock-2', 'stock-2', 'stock-2']);
  expect(sound.seen.every(({ body }) => body === '{"id":1}')).toBe(true);
});

test('a problem of a service passes untouched, even a 503', async () => {
  const problem = '{"code":"service.overloaded"}';
  const stock = await origin('stock-1', (_, response) => {
    response.writeHead(503, { 'Content-Type': 'application/problem+json', 'Retry-After': '9' });
    response.end(problem);
  });
  const other = await origin('stock-2');
  const { url } = await gateway({ upstreams: [service('stock', stock, other)] });

  const answer = await ask(url, '/api/stock');

  expect(answer.body).toBe(problem);
  expect(answer.all('Retry-After')).toEqual(['9']);
});
