import { createConnection, type Socket } from 'node:net';
import { setTimeout as delay } from 'node:timers/promises';
import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { ask } from './test/ask.ts';
import { startGateway, type RunningGateway } from './test/nginx.ts';
import { service, startOrigin, type Origin } from './test/origin.ts';

let origin: Origin;
let gateway: RunningGateway;
const sockets: Socket[] = [];
beforeAll(async () => {
  origin = await startOrigin('stock-1');
  gateway = await startGateway({ upstreams: [service('stock', origin)], trustedAddresses: [] });
});
afterAll(async () => {
  for (const socket of sockets) socket.destroy();
  await Promise.all([gateway.stop(), origin.die()]);
});

interface SlowClient {
  /** How long the gateway put up with it. */
  seconds: Promise<number>;
  answer(): string;
}

/** A client that sends `start`, and then `drip` once a second for as long as it may. */
function slowClient(start: string, drip = ''): SlowClient {
  const startedAt = performance.now();
  const { hostname, port } = new URL(gateway.url);
  const socket = createConnection(Number(port), hostname);
  sockets.push(socket);
  let answer = '';
  socket.on('data', (chunk) => {
    answer += chunk.toString();
  });
  socket.on('error', () => undefined);
  socket.write(start);
  const dripping = setInterval(() => socket.write(drip), 1_000);
  const seconds = new Promise<number>((resolve) => {
    socket.once('close', () => {
      clearInterval(dripping);
      resolve((performance.now() - startedAt) / 1_000);
    });
  });
  return { seconds, answer: () => answer };
}

const body = 'POST /api/stock HTTP/1.1\r\nHost: x\r\nContent-Length: 10\r\n\r\n';

test('who sends nothing, drips headers or stops within a body loses the connection in ten seconds, and keeps nobody waiting', async () => {
  const slow = [
    slowClient(''),
    slowClient('GET /api/stock HTTP/1.1\r\nHost: x\r\n', 'X-A: b\r\n'),
    slowClient(`${body}12345`),
  ];

  const others = await Promise.all(Array.from({ length: 20 }, () => ask(gateway.url, '/health')));
  const seconds = await Promise.all(slow.map((client) => client.seconds));

  expect(others.map(({ status }) => status)).toEqual(others.map(() => 200));
  expect(Math.max(...seconds)).toBeLessThan(13);
  expect(origin.seen).toEqual([]);
});

test('of the requests that one address keeps in the air there are 256 at most', async () => {
  // As fast as the rate of requests allows, which would else be what refuses them.
  const clients = Array.from({ length: 200 }, () => slowClient(body));
  await delay(1_500);
  clients.push(...Array.from({ length: 90 }, () => slowClient(body)));
  await delay(500);

  const refused = clients.filter((client) => client.answer().startsWith('HTTP/1.1 429'));

  expect(refused).toHaveLength(290 - 256);
  expect(clients.filter((client) => client.answer() === '')).toHaveLength(256);
});
