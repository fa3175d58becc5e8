import { createHash } from 'node:crypto';
import { afterAll, beforeAll, beforeEach, expect, test } from '@jest/globals';
import { z } from 'zod';
import type { RouteRequest } from '../src/index.ts';
import { anyone, ok, route } from '../src/index.ts';
import type { KitService } from './kit-service.ts';
import { startKitService } from './kit-service.ts';

let kit: KitService;
/** What the handlers were given. */
let received: RouteRequest<unknown, unknown, unknown>[];

const take = async (request: RouteRequest<unknown, unknown, unknown>) => {
  received.push(request);
  return Promise.resolve(ok({ done: true }));
};
const answers = { 200: z.object({ done: z.boolean() }) };
const cup = z.strictObject({
  name: z.string().max(20),
  size: z.int().min(1),
  handles: z.array(z.strictObject({ side: z.enum(['left', 'right']) })).default([]),
});

beforeAll(async () => {
  kit = await startKitService([
    route('POST', '/api/cups', { summary: 's', access: anyone(), body: cup, answers }, take),
    route(
      'POST',
      '/api/orders',
      { summary: 's', access: anyone(), idempotency: 'required', body: cup, answers },
      take,
    ),
    route(
      'GET',
      '/api/cups/:id',
      {
        summary: 's',
        access: anyone(),
        params: z.object({ id: z.uuid() }),
        query: z.object({ page: z.coerce.number().int().min(1).default(1), search: z.string().optional() }),
        answers,
      },
      take,
    ),
  ]);
});
beforeEach(() => {
  received = [];
});
afterAll(() => kit.mesh.close());

const post = (rawBody: string | Buffer, headers: Record<string, string> = {}) =>
  kit.call('POST', '/api/cups', { rawBody, headers });
const pointersOf = ({ body }: { body: { errors: { pointer: string }[] } }) =>
  body.errors.map(({ pointer }) => pointer).toSorted();

test('what fits is handed over, parsed, with its defaults', async () => {
  const answer = await post('{"name":"tasse","size":2}');

  expect(answer.status).toBe(200);
  expect(received[0]?.body).toEqual({ name: 'tasse', size: 2, handles: [] });
});

test.each([
  ['application/json; charset=utf-8', '{"name":"é","size":1}'],
  ['APPLICATION/JSON', '{"name":"é","size":1}'],
  ['application/json', '\ufeff{"name":"é","size":1}'],
])('%s is read as UTF-8, with or without its mark', async (type, rawBody) => {
  const answer = await post(rawBody, { 'content-type': type });

  expect(answer.status).toBe(200);
  expect(received[0]?.body).toMatchObject({ name: 'é' });
});

test('a whole surrogate pair is a character, and what only looks like half of one is text', async () => {
  await post('{"name":"\\uD83E\\uDED6 \\\\ud800","size":1}');

  expect(received[0]?.body).toMatchObject({ name: '🫖 \\ud800' });
});

test('a body nested too deep to walk is refused for what it is, with a character written as a pair too', async () => {
  const deep = '['.repeat(400_000) + '"\\ud83e\\uded6"' + ']'.repeat(400_000);

  expect(await post(deep)).toMatchObject({ status: 422, body: { code: 'request.invalid' } });
});

test.each<[string, string | Buffer, string]>([
  ['half a body', '{"name":', 'request.not_json'],
  ['no body', '', 'request.not_json'],
  ['a comment', '{} // cup', 'request.not_json'],
  ['NaN', '{"size":NaN}', 'request.not_json'],
  ['broken UTF-8', Buffer.from('7b22ff223a317d', 'hex'), 'request.not_utf8'],
  ['half a surrogate pair', '{"name":"a\\ud800b","size":1}', 'request.not_unicode'],
  ['a half behind a backslash', '{"name":"\\\\\\udfff","size":1}', 'request.not_unicode'],
  ['the other half, in a name', '{"name":"a","size":1,"\\uDC00":1}', 'request.not_unicode'],
  ['__proto__', '{"name":"a","size":1,"__proto__":{"admin":true}}', 'request.not_json'],
  ['__proto__ in disguise', '{"name":"a","size":1,"__pr\\u006fto__":{"admin":true}}', 'request.not_json'],
  ['a constructor', '{"name":"a","size":1,"constructor":{"prototype":{}}}', 'request.not_json'],
])('%s is 400 and reaches no handler', async (_, rawBody, code) => {
  const answer = await post(rawBody);

  expect(answer).toMatchObject({ status: 400, body: { code } });
  expect(received).toEqual([]);
  expect({}).not.toHaveProperty('admin');
});

test.each<[Record<string, string>, string]>([
  [{ 'content-type': 'text/plain' }, 'request.unsupported_media_type'],
  [{ 'content-type': 'application/problem+json' }, 'request.unsupported_media_type'],
  [{ 'content-type': 'nonsense' }, 'request.unsupported_media_type'],
  [{ 'content-encoding': 'gzip' }, 'request.unsupported_encoding'],
])('%j is 415', async (headers, code) => {
  const answer = await post('{"name":"a","size":1}', headers);

  expect(answer).toMatchObject({ status: 415, body: { code } });
  expect(received).toEqual([]);
});

test('a body of one MiB is taken, a byte more is 413, announced or not', async () => {
  const sized = (bytes: number) => {
    const frame = '{"name":"","size":1}';
    return frame.replace('""', `"${'x'.repeat(bytes - frame.length)}"`);
  };

  const atLimit = await post(sized(1024 * 1024));
  const above = await post(sized(1024 * 1024 + 1));
  const unannounced = await fetch(`${kit.service.url}/api/cups`, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: new ReadableStream({
      start: (controller) => {
        controller.enqueue(new TextEncoder().encode(sized(1024 * 1024 + 1)));
        controller.close();
      },
    }),
    duplex: 'half',
  });

  expect(atLimit).toMatchObject({ status: 422, body: { errors: [{ pointer: '/name' }] } });
  expect(above).toMatchObject({ status: 413, body: { code: 'request.too_large' } });
  expect(unannounced.status).toBe(413);
});

test('every problem of a body is listed, each unknown field too, with where it is', async () => {
  const answer = await post(
    JSON.stringify({
      name: 7,
      size: 0,
      handles: [{ side: 'up' }, { side: 'left', a: 1, 'b/c~d': 2 }],
      e: 1,
      f: 2,
    }),
  );

  expect(answer).toMatchObject({ status: 422, body: { code: 'request.invalid' } });
  expect(pointersOf(answer)).toEqual([
    '/e',
    '/f',
    '/handles/0/side',
    '/handles/1/a',
    '/handles/1/b~1c~0d',
    '/name',
    '/size',
  ]);
  expect(received).toEqual([]);
});

test('of more problems than a person reads the first hundred are listed', async () => {
  const fields = Array.from({ length: 5_000 }, (_, index) => [`field${index}`, 1]);

  const answer = await post(JSON.stringify(Object.fromEntries(fields)));

  expect(answer.body.errors).toHaveLength(100);
  expect(answer.body.detail).toContain('the first 100 problems');
});

test.each([['[]'], ['null'], ['"text"'], ['7'], ['true']])(
  '%s is not the object we take',
  async (rawBody) => {
    expect((await post(rawBody)).status).toBe(422);
  },
);

test('every problem of path and query is listed, one source after the other', async () => {
  const path = await kit.call('GET', '/api/cups/seven?page=0');
  const query = await kit.call(
    'GET',
    '/api/cups/0193a1b0-0000-7000-8000-000000000001?page=0&search=a&search=b',
  );

  expect(path).toMatchObject({ status: 400, body: { code: 'request.malformed' } });
  expect(pointersOf(path)).toEqual(['/params/id']);
  expect(query.status).toBe(400);
  expect(pointersOf(query)).toEqual(['/query/page', '/query/search']);
});

test('an address that cannot be decoded is malformed, not our fault', async () => {
  expect((await kit.call('GET', '/api/cups/%E0%A4%A')).status).toBe(400);
});

test('a request with a key has it, and a digest of what was sent', async () => {
  const rawBody = '{"name":"a","size":1}';

  await kit.call('POST', '/api/orders', { rawBody, idempotencyKey: 'k-1' });
  await kit.call('POST', '/api/orders', { rawBody: ` ${rawBody}`, idempotencyKey: 'k-1' });

  const digest = createHash('sha256').update(`POST /api/orders\n${rawBody}`).digest('hex');
  expect(received.map(({ idempotencyKey }) => idempotencyKey)).toEqual(['k-1', 'k-1']);
  expect(received[0]?.fingerprint).toBe(digest);
  expect(received[1]?.fingerprint).not.toBe(digest);
});

test.each([
  ['missing', undefined, 'idempotency.required'],
  ['of two words', 'a b', 'idempotency.malformed'],
  ['too long', 'k'.repeat(256), 'idempotency.malformed'],
])('a key that is %s is 400', async (_, idempotencyKey, code) => {
  const answer = await kit.call('POST', '/api/orders', {
    body: { name: 'a', size: 1 },
    ...(idempotencyKey === undefined ? {} : { idempotencyKey }),
  });

  expect(answer).toMatchObject({ status: 400, body: { code } });
  expect(received).toEqual([]);
});

test('the longest key there may be is taken', async () => {
  const answer = await kit.call('POST', '/api/orders', {
    body: { name: 'a', size: 1 },
    idempotencyKey: 'k'.repeat(255),
  });

  expect(answer.status).toBe(200);
});
