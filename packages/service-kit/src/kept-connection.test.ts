import { createServer, type Server, type Socket } from 'node:net';
import type { AddressInfo } from 'node:net';
import { afterEach, expect, test } from '@jest/globals';
import type { HttpPool } from './http-pool.ts';
import { openHttpPool } from './http-pool.ts';
import { askOnKept } from './kept-connection.ts';

const PATIENCE_MS = 2_000;
const OK = 'HTTP/1.1 200 OK\r\nContent-Length: 2\r\n\r\nok';
let ends: (() => unknown)[] = [];
afterEach(async () => {
  for (const end of ends) await end();
  ends = [];
});

/** A server that answers a request or, for `null`, closes the connection on it; and a pool of one connection to it. */
async function serverThat(...plan: (string | null)[]): Promise<{ pool: HttpPool; requests: string[] }> {
  const requests: string[] = [];
  const serve = (socket: Socket) =>
    socket.on('data', (data) => {
      requests.push(data.toString());
      const answer = plan.shift();
      if (typeof answer === 'string') socket.write(answer);
      else socket.destroy();
    });
  const server: Server = createServer(serve).listen(0, '127.0.0.1');
  await new Promise((resolve) => server.once('listening', resolve));
  const { port } = server.address() as AddressInfo;
  const pool = openHttpPool(`http://127.0.0.1:${port}`, { connections: 1 });
  ends = [() => pool.close(), () => server.close()];
  return { pool, requests };
}

const reserve = { method: 'POST', path: '/stock/internal/reservations', body: '{"id":1}' } as const;

test('what is sent on a connection that is just being closed is sent once more', async () => {
  const { pool, requests } = await serverThat(OK, null, OK);
  await askOnKept(pool, reserve, PATIENCE_MS);

  const again = await askOnKept(pool, reserve, PATIENCE_MS);

  expect(again).toEqual({ status: 200, text: 'ok' });
  expect(requests).toHaveLength(3);
  expect(requests.every((request) => request.endsWith('{"id":1}'))).toBe(true);
});

test('a server that closes on it twice is out of order', async () => {
  const { pool, requests } = await serverThat(null, null, OK);

  await expect(askOnKept(pool, reserve, PATIENCE_MS)).rejects.toThrow('other side closed');
  expect(requests).toHaveLength(2);
});

test('a server that is not there is not asked again', async () => {
  const { pool } = await serverThat();
  for (const end of ends.splice(1)) await end();

  await expect(askOnKept(pool, reserve, PATIENCE_MS)).rejects.toMatchObject({ code: 'ECONNREFUSED' });
});
