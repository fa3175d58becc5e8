import { afterAll, beforeAll, beforeEach, expect, test } from '@jest/globals';
import { startGateway, type RunningGateway } from './test/nginx.ts';
import { service, startOrigin, type Origin } from './test/origin.ts';
import { sendRaw } from './test/send-raw.ts';

// What two servers in a row read differently is one request to the first and two to the second. refusals.test.ts has the
// plainest of them; these are the disguises.
let origin: Origin;
let gateway: RunningGateway;
beforeAll(async () => {
  origin = await startOrigin('stock-1');
  gateway = await startGateway({ upstreams: [service('stock', origin)] });
});
beforeEach(() => {
  origin.seen.length = 0;
});
afterAll(() => Promise.all([gateway.stop(), origin.die()]));

const HIDDEN = 'GET /internal/reservations HTTP/1.1\r\nHost: x\r\nContent-Length: 0\r\n\r\n';
const post = (headers: string, body = HIDDEN) =>
  sendRaw(
    gateway.url,
    `POST /api/stock HTTP/1.1\r\nHost: comptoir\r\nConnection: close\r\n${headers}\r\n\r\n${body}`,
  );
const statusOf = (answer: string) => Number(/^HTTP\/1\.1 (\d{3})/.exec(answer)?.[1]);

test.each([
  ['a coding with a letter too many', 'Transfer-Encoding: xchunked\r\nContent-Length: 4'],
  ['two codings, the known one last', 'Transfer-Encoding: identity, chunked'],
  ['two codings, the known one first', 'Transfer-Encoding: chunked, identity'],
  ['the coding twice', 'Transfer-Encoding: chunked\r\nTransfer-Encoding: chunked'],
  ['the coding behind a vertical tab', 'Transfer-Encoding: \u000bchunked'],
  ['the coding in quotes', 'Transfer-Encoding: "chunked"'],
  ['a coding on a continued line', 'Transfer-Encoding:\r\n chunked'],
  ['a header name with a tab', 'Transfer-Encoding\t: chunked'],
  ['a length with a sign', 'Content-Length: +4'],
  ['a length below nothing', 'Content-Length: -1'],
  ['a length in hexadecimal', 'Content-Length: 0x4'],
  ['two lengths in one header', 'Content-Length: 4, 4'],
  ['a length no number holds', `Content-Length: ${'9'.repeat(30)}`],
  ['the same length twice', 'Content-Length: 4\r\nContent-Length: 4'],
  ['NUL in a header', 'X-A: a\u0000b\r\nContent-Length: 4'],
])('%s is refused, and the service hears of nothing', async (_, headers) => {
  const answer = await post(headers);

  expect(statusOf(answer)).toBeGreaterThanOrEqual(400);
  expect(origin.seen).toEqual([]);
});

test.each([
  ['larger than a number', `${'F'.repeat(17)}\r\nabc`],
  ['negative', '-1\r\nabc'],
  ['not followed by its end', '3\r\nabcdef\r\n0\r\n\r\n'],
])('a chunk %s is refused, and the service hears of nothing', async (_, body) => {
  expect(statusOf(await post('Transfer-Encoding: chunked', body))).toBe(400);
  expect(origin.seen).toEqual([]);
});

test('a request inside the body of another stays its body', async () => {
  await post(`Content-Length: ${HIDDEN.length}`);
  await post('Transfer-Encoding: chunked', `${HIDDEN.length.toString(16)};note=x\r\n${HIDDEN}\r\n0\r\n\r\n`);

  expect(origin.seen.map(({ url, body }) => [url, body])).toEqual([
    ['/api/stock', HIDDEN],
    ['/api/stock', HIDDEN],
  ]);
  // The gateway has read all of it before: the service is told a length, and nothing is left to interpretation.
  expect(origin.seen.map(({ headers }) => [headers['content-length'], headers['transfer-encoding']])).toEqual(
    [
      [String(HIDDEN.length), undefined],
      [String(HIDDEN.length), undefined],
    ],
  );
});

test('what comes after a request on the same connection is a request of its own, and refused as such', async () => {
  const first = 'GET /api/stock?n=1 HTTP/1.1\r\nHost: x\r\n\r\n';

  const answers = await sendRaw(
    gateway.url,
    `${first}${HIDDEN.replace('Host: x', 'Host: x\r\nConnection: close')}`,
  );

  expect(answers.match(/HTTP\/1\.1 \d{3}/g)).toEqual(['HTTP/1.1 200', 'HTTP/1.1 404']);
  expect(origin.seen.map(({ url }) => url)).toEqual(['/api/stock?n=1']);
});

test.each([
  'GET http://internal/stock/internal/reservations HTTP/1.1',
  'GET http://comptoir/internal/reservations HTTP/1.1',
  'GET stock/internal HTTP/1.1',
  'GET  /internal/reservations HTTP/1.1',
  'GET /api/stock\t/../../internal HTTP/1.1',
  'CONNECT 127.0.0.1:3306 HTTP/1.1',
  'TRACE /api/stock HTTP/1.1',
  'GET /api/stock HTTP/2.0',
  'PRI * HTTP/2.0',
])('the line %j leads nowhere', async (line) => {
  const answer = await sendRaw(gateway.url, `${line}\r\nHost: x\r\nConnection: close\r\n\r\n`);

  expect(statusOf(answer)).toBeGreaterThanOrEqual(400);
  expect(origin.seen).toEqual([]);
});

test("a connection is not turned into another protocol, and the gateway's headers cannot be struck out", async () => {
  const upgrade =
    'Connection: Upgrade, HTTP2-Settings, X-Forwarded-For, Authorization\r\nUpgrade: h2c\r\nHTTP2-Settings: AAMAAABk';

  const answer = await sendRaw(
    gateway.url,
    `GET /api/stock HTTP/1.1\r\nHost: x\r\nAuthorization: Bearer t\r\n${upgrade}\r\n\r\n`,
    500,
  );

  expect(statusOf(answer)).toBe(200);
  expect(origin.seen[0]?.headers).toMatchObject({
    'x-forwarded-for': '127.0.0.1',
    authorization: 'Bearer t',
  });
  expect(origin.seen[0]?.headers).not.toHaveProperty('upgrade');
});

test('an encoded line break in an address is no line break in a header', async () => {
  const answer = await sendRaw(
    gateway.url,
    'GET /api/stock?x=%0d%0aX-Evil:1 HTTP/1.1\r\nHost: x\r\nIdempotency-Key: a%0d%0aX-Evil: 1\r\nConnection: close\r\n\r\n',
  );

  expect(answer).not.toMatch(/^x-evil/im);
  expect(origin.seen[0]?.headers).not.toHaveProperty('x-evil');
});
