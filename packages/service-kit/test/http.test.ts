import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { z } from 'zod';
import type { Context } from '../src/index.ts';
import {
  AppError,
  anyone,
  created,
  html,
  noContent,
  ok,
  openToAll,
  remainingMs,
  roles,
  route,
  services,
  signedIn,
} from '../src/index.ts';
import type { KitService } from './kit-service.ts';
import { startKitService } from './kit-service.ts';

let kit: KitService;
let context: Context | undefined;
let handled = 0;

const cup = z.object({ name: z.string() });
const secretFailure = new Error("SELECT password FROM users WHERE id = 'lea' failed at 10.0.0.1");

beforeAll(async () => {
  const answers = { 200: cup };
  const answer = async (request: { context: Context }) => {
    handled += 1;
    context = request.context;
    return Promise.resolve(ok({ name: 'tasse' }));
  };
  kit = await startKitService([
    route('GET', '/api/cups/:id', { summary: 's', access: anyone(), answers }, answer),
    route('GET', '/api/open', { summary: 's', access: openToAll(), answers }, answer),
    route('GET', '/api/mine', { summary: 's', access: signedIn(), answers }, answer),
    route('GET', '/api/managers', { summary: 's', access: roles('manager'), answers }, answer),
    route('GET', '/internal/cups', { summary: 's', access: services('sale'), answers }, answer),
    route('POST', '/api/cups', { summary: 's', access: anyone(), answers: { 201: cup } }, async () =>
      Promise.resolve(created({ name: 'new' }, { 'Cache-Control': 'max-age=1' })),
    ),
    route('DELETE', '/api/cups/:id', { summary: 's', access: anyone(), answers: { 204: null } }, async () =>
      Promise.resolve(noContent()),
    ),
    route('GET', '/api/page', { summary: 's', access: anyone(), answers: { 200: 'text/html' } }, async () =>
      Promise.resolve(html('<p>é</p>')),
    ),
    route('GET', '/api/broken', { summary: 's', access: anyone(), answers }, async () =>
      Promise.reject(secretFailure),
    ),
    route('GET', '/api/thrown', { summary: 's', access: anyone(), answers }, () => {
      throw new TypeError('undefined is not a function');
    }),
    route('GET', '/api/refused', { summary: 's', access: anyone(), answers }, async () =>
      Promise.reject(
        new AppError('tooMany', 'a.b', 'slow down', {
          retryAfterSeconds: 7,
          details: [{ pointer: '', message: 'too fast', x: 1 }],
        }),
      ),
    ),
    route('GET', '/api/away', { summary: 's', access: anyone(), answers }, async () =>
      Promise.reject(new AppError('unavailable', 'a.away', 'away')),
    ),
    route('GET', '/api/undocumented', { summary: 's', access: anyone(), answers }, async () =>
      Promise.resolve(ok({ title: 'not a cup' })),
    ),
  ]);
});
afterAll(() => kit.mesh.close());

test('an answer is JSON, not to be kept, and says which replica gave it and under which trace', async () => {
  const { status, headers, body } = await kit.call('GET', '/api/cups/1');

  expect([status, body]).toEqual([200, { name: 'tasse' }]);
  expect(headers.get('content-type')).toBe('application/json; charset=utf-8');
  expect(headers.get('cache-control')).toBe('no-store');
  expect(headers.get('x-served-by')).toBe('stock-1');
  expect(headers.get('x-request-id')).toMatch(/^[0-9a-f]{32}$/);
});

test('a route may say otherwise', async () => {
  const made = await kit.call('POST', '/api/cups');
  const gone = await kit.call('DELETE', '/api/cups/1');
  const page = await kit.call('GET', '/api/page');

  expect([made.status, made.headers.get('cache-control')]).toEqual([201, 'max-age=1']);
  expect([gone.status, gone.body]).toEqual([204, undefined]);
  expect([page.headers.get('content-type'), page.body]).toEqual(['text/html; charset=utf-8', '<p>é</p>']);
});

test('a trace that comes in goes on', async () => {
  const traceId = 'ab'.repeat(16);

  const answer = await kit.call('GET', '/api/cups/1', {
    headers: { traceparent: `00-${traceId}-${'cd'.repeat(8)}-01` },
  });

  expect(answer.headers.get('x-request-id')).toBe(traceId);
  expect(context).toMatchObject({ traceId, correlationId: traceId });
  expect(context?.traceparent).toMatch(new RegExp(`^00-${traceId}-(?!cdcd)[0-9a-f]{16}-01$`));
});

test.each([['/api/broken'], ['/api/thrown'], ['/api/undocumented']])(
  'what breaks in %s is a problem that says nothing of the inside',
  async (path) => {
    const { status, headers, body } = await kit.call('GET', path);

    expect(status).toBe(500);
    expect(headers.get('content-type')).toBe('application/problem+json');
    expect(headers.get('cache-control')).toBe('no-store');
    expect(body).toEqual({
      type: '/api/docs/problems#internal.error',
      title: 'Something broke on our side',
      status: 500,
      code: 'internal.error',
      detail: 'The request failed; the log has the reason under this trace id.',
      traceId: headers.get('x-request-id'),
    });
  },
);

test('a refusal says when to come back, and why', async () => {
  const refused = await kit.call('GET', '/api/refused');
  const away = await kit.call('GET', '/api/away');

  expect(refused).toMatchObject({
    status: 429,
    body: { code: 'a.b', errors: [{ pointer: '', message: 'too fast', x: 1 }] },
  });
  expect(refused.headers.get('retry-after')).toBe('7');
  expect(away.headers.get('retry-after')).toBe('1');
});

test('what is not there is 404', async () => {
  const nowhere = await kit.call('GET', '/api/nowhere');

  expect(nowhere).toMatchObject({ status: 404, body: { code: 'route.not_found' } });
  expect(nowhere.headers.has('allow')).toBe(false);
});

test('what is there for other methods is 405, and names them', async () => {
  const answer = await kit.call('PATCH', '/api/cups/1');

  expect(answer).toMatchObject({ status: 405, body: { code: 'route.method_not_allowed' } });
  expect(answer.headers.get('allow')?.split(', ').toSorted()).toEqual(['DELETE', 'GET', 'HEAD']);
});

test('who may call what', async () => {
  const lea = { sub: 'lea', role: 'clerk' as const };
  const max = { sub: 'max', role: 'manager' as const };
  const paths = ['/api/cups/1', '/api/mine', '/api/managers', '/internal/cups'];
  const statuses = async (who: Parameters<KitService['call']>[2]) =>
    Promise.all(paths.map(async (path) => (await kit.call('GET', path, who)).status));

  expect(await statuses({})).toEqual([200, 401, 401, 401]);
  expect(await statuses({ as: lea })).toEqual([200, 200, 403, 401]);
  expect(await statuses({ as: max })).toEqual([200, 200, 200, 401]);
  expect(await statuses({ from: 'sale' })).toEqual([401, 401, 401, 200]);
  expect(await statuses({ from: 'cart' })).toEqual([401, 401, 401, 403]);
});

test.each(['Bearer a.b.c', 'Bearer a$b', 'Bearer ', 'Basic bGVh', 'a.b.c'])(
  'where anyone may call, a token that is sent is still looked at: %s',
  async (authorization) => {
    const answer = await kit.call('GET', '/api/cups/1', { headers: { authorization } });

    expect(answer).toMatchObject({ status: 401, body: { code: 'token.invalid' } });
  },
);

test('where nobody is asked who they are, a token is not looked at', async () => {
  const answer = await kit.call('GET', '/api/open', { headers: { authorization: 'Bearer a.b.c' } });

  expect(answer.status).toBe(200);
  expect(context?.actor).toBeUndefined();
});

test('a service speaks for the person it names; a person names nobody', async () => {
  const lea = { sub: 'lea', role: 'clerk' as const, locationId: 'shop' };
  const asLea = Buffer.from(JSON.stringify(lea)).toString('base64url');

  await kit.call('GET', '/internal/cups', { from: 'sale', as: lea });
  const spoken = context;
  await kit.call('GET', '/api/cups/1', { headers: { 'x-actor': asLea } });
  const junk = await kit.call('GET', '/internal/cups', { from: 'sale', headers: { 'x-actor': 'e30' } });

  expect(spoken).toMatchObject({ caller: 'sale', actor: lea });
  expect(context).not.toHaveProperty('actor');
  expect(junk).toMatchObject({ status: 400, body: { code: 'actor.malformed' } });
});

test('a request whose time has passed is not begun', async () => {
  handled = 0;

  const late = await kit.call('GET', '/api/cups/1', { headers: { 'x-request-timeout-ms': '0' } });
  const negative = await kit.call('GET', '/api/cups/1', { headers: { 'x-request-timeout-ms': '-5' } });

  expect([late, negative]).toMatchObject([
    { status: 504, body: { code: 'request.deadline_exceeded' } },
    { status: 504 },
  ]);
  expect(handled).toBe(0);
});

test.each([
  ['none', undefined, 5_000],
  ['junk', 'soon', 5_000],
  ['two seconds', '2000', 2_000],
  ['a day', '86400000', 60_000],
])('with %s for a budget there is that much left', async (_, header, budgetMs) => {
  await kit.call(
    'GET',
    '/api/cups/1',
    header === undefined ? {} : { headers: { 'x-request-timeout-ms': header } },
  );

  const left = context === undefined ? 0 : remainingMs(context);
  expect(left).toBeLessThanOrEqual(budgetMs);
  expect(left).toBeGreaterThan(budgetMs - 1_500);
});

test('requests are counted and timed by route template, and those that fit none together', async () => {
  await kit.call('GET', '/api/cups/17');
  await kit.call('GET', '/api/no/such/17');
  await kit.call('GET', '/api/no/such/18');
  await kit.call('GET', '/health/live');

  const counts = await kit.metrics('http_server_request_duration_seconds_count');

  const all = counts.join('\n');
  expect(all).toMatch(/method="GET",route="\/api\/cups\/:id",status="2xx"\} \d+/);
  expect(all).toMatch(/route="unmatched",status="4xx"\} \d+/);
  expect(all).not.toMatch(/17|18|health|\/metrics/);
});

test('what was never called stands at zero, so that panels are not empty', async () => {
  const all = (await kit.metrics('http_server_request_duration_seconds_count')).join('\n');

  expect(all).toMatch(/method="POST",route="\/api\/cups",status="5xx"\} 0/);
  expect(await kit.metrics('http_server_shed_total')).toEqual([
    'http_server_shed_total{reason="in_flight"} 0',
    'http_server_shed_total{reason="event_loop"} 0',
  ]);
});

test('live, ready, metrics and the document need no token', async () => {
  const [live, ready, metrics, document] = await Promise.all(
    ['/health/live', '/health/ready', '/metrics', '/openapi.json'].map((path) => kit.call('GET', path)),
  );

  expect(live?.body).toEqual({ status: 'live' });
  expect(ready).toMatchObject({ status: 200, body: { status: 'ready', pid: process.pid } });
  expect(metrics?.headers.get('content-type')).toMatch(/^application\/openmetrics-text; version=1\.0\.0/);
  expect(Object.keys(document?.body.paths)).not.toContain('/internal/cups');
});

test('a replica is ready only while what it needs answers', async () => {
  let isUp = true;
  const needy = await startKitService((service) => {
    service.readyWhile('kettle', async () =>
      isUp ? Promise.resolve() : Promise.reject(new Error('cold at 10.0.0.1')),
    );
    return [];
  });

  const before = await needy.call('GET', '/health/ready');
  isUp = false;
  const after = await needy.call('GET', '/health/ready');

  expect(before.body).toMatchObject({ status: 'ready', checks: { kettle: 'ok' } });
  expect(after).toMatchObject({
    status: 503,
    body: { code: 'service.not_ready', detail: 'Not ready: kettle.' },
  });
  expect((await needy.call('GET', '/health/live')).status).toBe(200);
  await needy.mesh.close();
});
