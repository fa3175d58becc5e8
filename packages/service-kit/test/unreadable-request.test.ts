import { createConnection } from 'node:net';
import { text } from 'node:stream/consumers';
import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { pino } from 'pino';
import { z } from 'zod';
import { anyone, ok, route } from '../src/index.ts';
import { refusalOfUnreadable } from '../src/unreadable-request.ts';
import type { KitService } from './kit-service.ts';
import { startKitService } from './kit-service.ts';

let kit: KitService;
let handled = 0;
beforeAll(async () => {
  const cup = {
    summary: 's',
    access: anyone(),
    body: z.looseObject({}),
    answers: { 200: z.looseObject({}) },
  };
  kit = await startKitService([
    route('POST', '/api/cups', cup, async () => {
      handled += 1;
      return Promise.resolve(ok({}));
    }),
  ]);
});
afterAll(() => kit.mesh.close());

const TRACE = 'ab'.repeat(16);
const traceparent = `00-${TRACE}-${'cd'.repeat(8)}-00`;
const forged = `00-${'ef'.repeat(16)}-${'cd'.repeat(8)}-00`;

/** Sends the bytes as the gateway would, its own headers first, and reads until the service closes. */
async function answerTo(line: string, headers = '', body = '') {
  const { hostname, port } = new URL(kit.service.url);
  const socket = createConnection(Number(port), hostname);
  socket.write(
    `${line} HTTP/1.1\r\nHost: x\r\ntraceparent: ${traceparent}\r\n${headers}\r\n${body}`,
    'latin1',
  );
  const [head = '', problem = ''] = (await text(socket)).split('\r\n\r\n');
  const [status, ...lines] = head.split('\r\n');
  return { status, headers: lines, problem: JSON.parse(problem) };
}

test.each([
  ['a control character in a header', 'GET /api/cups', 'X-A: a\u0001b\r\n', ''],
  ['a letter with an accent in its address', 'GET /api/caf\u00e9', '', ''],
  ['a broken chunk', 'POST /api/cups', 'Transfer-Encoding: chunked\r\n', 'zz\r\n'],
])('what is no request for %s is told so by a problem, in its trace', async (_, line, headers, body) => {
  const answer = await answerTo(line, `${headers}X-B: 1\r\ntraceparent: ${forged}\r\n`, body);

  expect(answer.status).toBe('HTTP/1.1 400 Bad Request');
  expect(answer.headers).toEqual(
    expect.arrayContaining([
      'Content-Type: application/problem+json',
      'Cache-Control: no-store',
      `X-Request-Id: ${TRACE}`,
      'X-Served-By: stock-1',
      'Connection: close',
    ]),
  );
  expect(answer.problem).toMatchObject({ status: 400, code: 'request.unreadable', traceId: TRACE });
  expect(handled).toBe(0);
});

test('headers that are too large together are 431', async () => {
  const answer = await answerTo('GET /api/cups', `X-Long: ${'a'.repeat(33_000)}\r\n`);

  expect(answer.status).toBe('HTTP/1.1 431 Request Header Fields Too Large');
  expect(answer.problem).toMatchObject({ status: 431, code: 'request.headers_too_large' });
});

test('it leaves one line in the log, and nothing of what was sent', () => {
  const logged: string[] = [];
  const log = pino({}, { write: (line: string) => logged.push(line) });
  const rawPacket = Buffer.from(
    `GET / HTTP/1.1\r\ntraceparent: ${traceparent}\r\nAuthorization: Bearer secret\u0001\r\n`,
  );

  refusalOfUnreadable({ servedBy: 'stock-1', log })({ code: 'HPE_INVALID_HEADER_TOKEN', rawPacket });

  expect(logged.map((line) => JSON.parse(line))).toMatchObject([
    {
      msg: 'request not readable',
      level: 30,
      traceId: TRACE,
      status: 400,
      outcome: 'refused',
      code: 'request.unreadable',
      reason: 'HPE_INVALID_HEADER_TOKEN',
    },
  ]);
  expect(logged.join('')).not.toContain('secret');
});
