import { afterAll, beforeAll, expect, test } from '@jest/globals';
import type { CallAnswer, CallOptions } from '@comptoir/test-kit';
import { v7 as uuidv7 } from 'uuid';
import type { SaleUnderTest } from './sale-service.ts';
import { cash, one, startSale } from './sale-service.ts';

let till: SaleUnderTest;

beforeAll(async () => {
  till = await startSale();
});
afterAll(() => till.mesh.close());
const send = (call: CallOptions) =>
  till.sale.call('POST', '/api/sales', { as: till.clerk, idempotencyKey: uuidv7(), ...call });
const sell = (body: object) => till.sell(body);
/** What is wrong, each once. */
const pointersOf = ({ body }: CallAnswer): string[] => [
  ...new Set<string>(body.errors.map(({ pointer }: { pointer: string }) => pointer)),
];

test.each<[string, string | Buffer]>([
  ['half a body', '{"locationId":'],
  ['no body', ''],
  ['two bodies', '{}{}'],
  ['text that is not UTF-8', Buffer.from([0x7b, 0x22, 0xff, 0xfe, 0x22, 0x3a, 0x31, 0x7d])],
  ['UTF-16', Buffer.from('{}', 'utf16le')],
  ['a number that is none', '{"locationId": NaN}'],
  ['a hundred thousand brackets', '['.repeat(100_000)],
  ['a prototype', '{"__proto__": {"role": "manager"}}'],
  ['a constructor', '{"constructor": {"prototype": {"role": "manager"}}}'],
])('%s is malformed', async (_, rawBody) => {
  const answer = await send({ rawBody });

  expect(answer).toMatchObject({ status: 400, body: { status: 400, traceId: expect.any(String) } });
  expect(answer.headers.get('content-type')).toBe('application/problem+json');
  expect(JSON.stringify(answer.body)).not.toMatch(/node_modules|at .*\.ts|SELECT|INSERT/);
});

test('a body above one MiB is too large, whatever is in it', async () => {
  const answer = await send({ rawBody: JSON.stringify({ lines: 'x'.repeat(1024 * 1024) }) });

  expect(answer).toMatchObject({ status: 413, body: { code: 'request.too_large' } });
});

test('nesting, however deep, is only a wrong type', async () => {
  const deep = `${'['.repeat(50_000)}${']'.repeat(50_000)}`;

  const answer = await send({ rawBody: `{"locationId": ${deep}, "tenders": ${deep}}` });

  expect(answer.status).toBe(422);
});

test.each([
  ['text/plain', {}],
  ['application/x-www-form-urlencoded', {}],
  ['multipart/form-data; boundary=x', {}],
  ['application/json', { 'content-encoding': 'gzip' }],
])('a body as %s with %j is not what we take', async (type, headers) => {
  const answer = await send({ rawBody: '{}', headers: { 'content-type': type, ...headers } });

  expect(answer.status).toBe(415);
});

test.each([
  ['no quantity', { quantity: 0 }],
  ['half a quantity', { quantity: 1.5 }],
  ['a negative quantity', { quantity: -1 }],
  ['more than 999', { quantity: 1000 }],
  ['a quantity as text', { quantity: '1' }],
  ['a quantity beyond numbers', { quantity: Number.MAX_SAFE_INTEGER + 2 }],
])('a line with %s is refused', async (_, line) => {
  const answer = await sell({ lines: [{ productId: uuidv7(), ...line }], tenders: cash(1000) });

  expect(answer.status).toBe(422);
  expect(pointersOf(answer)).toEqual(['/lines/0/quantity']);
});

test.each([
  ['nothing', [{ type: 'cash', amountCents: 0 }], '/tenders/0/amountCents'],
  ['less than nothing', [{ type: 'cash', amountCents: -1000 }], '/tenders/0/amountCents'],
  ['half a cent', [{ type: 'cash', amountCents: 0.5 }], '/tenders/0/amountCents'],
  ['more than there is', [{ type: 'cash', amountCents: 1e15 }], '/tenders/0/amountCents'],
  ['more than ten of which are a sum', [{ type: 'cash', amountCents: 1e12 }], '/tenders/0/amountCents'],
  ['a cheque', [{ type: 'cheque', amountCents: 1000 }], '/tenders/0/type'],
  [
    'a card of letters',
    [{ type: 'card', amountCents: 1000, cardNumber: 'DROP TABLE' }],
    '/tenders/0/cardNumber',
  ],
  ['eleven tenders', Array.from({ length: 11 }, () => cash(100)[0]), '/tenders'],
  ['no tender', [], '/tenders'],
])('paying with %s is refused', async (_, tenders, pointer) => {
  const answer = await sell({ lines: one(uuidv7()), tenders });

  expect(answer.status).toBe(422);
  expect(pointersOf(answer)).toEqual([pointer]);
});

test('that neither lines nor a cart are sent is said beside what else is missing', async () => {
  const answer = await send({ body: { tenders: [] } });

  expect(answer.status).toBe(422);
  expect(pointersOf(answer)).toEqual(['/locationId', '/tenders', '/lines']);
});

test('everything that is wrong is said at once', async () => {
  const answer = await sell({
    id: 'mine',
    registerId: 7,
    lines: [],
    tenders: 'cash',
    totalCents: 1,
    soldBy: 'me',
  });

  expect(pointersOf(answer).toSorted()).toEqual([
    '/id',
    '/lines',
    '/registerId',
    '/soldBy',
    '/tenders',
    '/totalCents',
  ]);
});

test.each([
  ['with a blank in it', 'two words'],
  ['too long', 'k'.repeat(256)],
  ['of another alphabet', Buffer.from('clé').toString('latin1')],
])('a key %s is malformed', async (_, idempotencyKey) => {
  const answer = await send({ idempotencyKey, body: {} });

  expect(answer).toMatchObject({ status: 400, body: { code: 'idempotency.malformed' } });
});

test.each([
  ['Basic bGVhOnNlY3JldA=='],
  ['Bearer'],
  ['Bearer not.a.token'],
  ['Bearer eyJhbGciOiJub25lIn0.eyJzdWIiOiJsZWEiLCJyb2xlIjoibWFuYWdlciJ9.'],
  [`Bearer ${'a'.repeat(8_000)}`],
])('%s is nobody', async (authorization) => {
  const answer = await send({ as: undefined, body: {}, headers: { authorization } });

  expect(answer.status).toBe(401);
  expect(answer.headers.get('www-authenticate')).toBe('Bearer');
});

test('a client cannot speak for somebody else', async () => {
  const manager = Buffer.from(JSON.stringify(till.manager)).toString('base64url');

  const answer = await till.sale.call('GET', '/api/sagas', {
    as: till.clerk,
    headers: { 'x-actor': manager },
  });

  expect(answer).toMatchObject({ status: 403, body: { code: 'role.forbidden' } });
});

test('a flood of headers is cut off before it costs anything', async () => {
  const headers = Object.fromEntries(
    Array.from({ length: 100 }, (_, index) => [`x-flood-${index}`, 'x'.repeat(500)]),
  );

  const answer = await till.sale.call('GET', '/api/sales', { as: till.clerk, headers });

  expect(answer.status).toBe(431);
});

test('an address that is not there is 404, whatever is in it', async () => {
  const paths = ['/api/sale', '/api/sales/x/y/z', '/..%2f..%2fetc/passwd', '/api/sales/%E0%A4%A/receipt'];

  const answers = await Promise.all(paths.map((path) => till.sale.call('GET', path, { as: till.clerk })));

  expect(answers.map(({ status }) => status)).toEqual([404, 404, 404, 400]);
  expect(answers.every(({ headers }) => headers.get('content-type') === 'application/problem+json')).toBe(
    true,
  );
});

// The last of all: whatever was sent above, nothing of it is half-written.
test('nothing was opened, kept or told', async () => {
  const { knex } = till.sale.database();

  const rows = await Promise.all(
    ['sales', 'sagas', 'idempotency_keys', 'outbox'].map((table) => knex(table).count({ n: '*' })),
  );

  expect(rows.flat().map(({ n }) => n)).toEqual([0, 0, 0, 0]);
});
