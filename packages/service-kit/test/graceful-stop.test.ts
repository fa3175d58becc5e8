import { Agent, request as httpRequest } from 'node:http';
import type { IncomingMessage, RequestListener } from 'node:http';
import type { AddressInfo } from 'node:net';
import { createServer } from 'node:net';
import { text } from 'node:stream/consumers';
import { afterEach, expect, test } from '@jest/globals';
import { waitUntil } from '@comptoir/test-kit';
import type { HttpServer } from '../src/http-server.ts';
import { listenHttp } from '../src/http-server.ts';
import { aDoor } from './kit-service.ts';

let agent: Agent;
let server: HttpServer | undefined;
afterEach(async () => {
  agent.destroy();
  await server?.drain(0);
});

const place = { host: '127.0.0.1', port: 0, refuse: () => '' };

/** A server whose answers to `/slow` wait at a door, and a client that keeps its connections, as the gateway does. */
async function aServer() {
  const door = aDoor();
  let inside = 0;
  const listener: RequestListener = (request, response) => {
    inside += 1;
    const answer = () => response.end('done');
    if (request.url === '/slow') void door.opened.then(answer);
    else answer();
  };
  agent = new Agent({ keepAlive: true });
  const started = await listenHttp(listener, place);
  server = started;
  return { door, started, inside: () => inside };
}

async function get(port: number, path: string) {
  const response = await new Promise<IncomingMessage>((resolve, reject) => {
    httpRequest({ host: '127.0.0.1', port, path, agent }, resolve).on('error', reject).end();
  });
  return { status: response.statusCode, connection: response.headers.connection, body: await text(response) };
}

test('a request under way is answered, then its connection ends, and the drain with it', async () => {
  const { door, started, inside } = await aServer();
  const slow = get(started.port, '/slow');
  await waitUntil(() => inside() === 1);
  const startedAt = performance.now();

  const drained = started.drain(0);
  door.open();
  const answer = await slow;
  await drained;

  expect(answer).toMatchObject({ status: 200, body: 'done', connection: 'close' });
  expect(performance.now() - startedAt).toBeLessThan(2_000);
});

test('while it drains, a request on a connection that is kept is served, and told that it is the last', async () => {
  const { started } = await aServer();
  const before = await get(started.port, '/');

  const drained = started.drain(1_000);
  const last = await get(started.port, '/');
  await drained;

  expect(before.connection).toBe('keep-alive');
  expect(last).toMatchObject({ status: 200, body: 'done', connection: 'close' });
});

test('a connection nobody uses is closed when its grace is over', async () => {
  const { started } = await aServer();
  await get(started.port, '/');
  const startedAt = performance.now();

  await started.drain(200);

  const tookMs = performance.now() - startedAt;
  expect(tookMs).toBeGreaterThanOrEqual(190);
  expect(tookMs).toBeLessThan(2_000);
});

test('no new connection is taken while it drains', async () => {
  const { door, started, inside } = await aServer();
  const slow = get(started.port, '/slow');
  await waitUntil(() => inside() === 1);

  const drained = started.drain(0);

  await expect(get(started.port, '/')).rejects.toMatchObject({ code: 'ECONNREFUSED' });
  door.open();
  await slow;
  await drained;
});

test('a port that another program has is said at once', async () => {
  const other = createServer();
  await new Promise<void>((resolve) => other.listen(0, '127.0.0.1', resolve));
  const { port } = other.address() as AddressInfo;

  const attempt = listenHttp((_, response) => response.end(), { ...place, port });

  await expect(attempt).rejects.toMatchObject({ code: 'EADDRINUSE' });
  other.close();
});

test('a successor listens on the same port before this one lets go, and serves when it has', async () => {
  const { started } = await aServer();
  const successor = await listenHttp((_, response) => response.end('successor'), {
    ...place,
    port: started.port,
  });

  await started.drain(0);

  expect(await get(started.port, '/')).toMatchObject({ status: 200, body: 'successor' });
  agent.destroy();
  await successor.drain(0);
});
