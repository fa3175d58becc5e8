import { randomUUID } from 'node:crypto';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { ROLES } from '@comptoir/service-kit';
import type { CallAnswer, CallOptions } from '@comptoir/test-kit';
import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { accessRules } from './access-rules.ts';
import { filled, inputSchema } from './test/fill-schema.ts';
import { startWholeMesh, type WholeMesh } from './test/whole-mesh.ts';
import { buildWorld, type World } from './test/world.ts';

type KnownRoute = WholeMesh['routes'][number];

let whole: WholeMesh;
let world: World;
let heard = 0;
// Stands where an attacker would listen for a server that fetches what it is told.
const listener = createServer((_, response) => {
  heard += 1;
  response.end();
});
beforeAll(async () => {
  await new Promise<void>((resolve) => listener.listen(0, '127.0.0.1', resolve));
  whole = await startWholeMesh();
  world = await buildWorld(whole);
});
afterAll(async () => {
  listener.close();
  await whole.close();
});

/** Somebody whom the table lets in: text that is refused at the door attacks nothing. */
function insider({ service, method, path }: KnownRoute): CallOptions {
  const { who } = accessRules[`${service} ${method} ${path}`] ?? { who: [] };
  if ('services' in who) return { from: who.services[0] as NonNullable<CallOptions['from']> };
  const role = ROLES.find((one) => who.includes(one));
  return role === undefined ? {} : { as: world.person(role) };
}

/** The same text in every place of a request where text can be: path, query and body. */
async function attack(route: KnownRoute, text: string): Promise<CallAnswer & { ms: number }> {
  const path = route.path.replaceAll(/:\w+/g, encodeURIComponent(text));
  const names = Object.keys(inputSchema(route.spec.query).properties ?? {});
  const query = new URLSearchParams(Object.fromEntries(names.map((name) => [name, text]))).toString();
  return timed(route, `${path}?${query}`, text);
}

/** Free text only where the schema takes any, so that it goes as deep into the service as text gets. */
async function attackWithin(route: KnownRoute, text: string): Promise<CallAnswer & { ms: number }> {
  const params = new Map(Object.entries(Object(filled(inputSchema(route.spec.params), text))));
  const path = route.path.replaceAll(/:(\w+)/g, (_, name: string) =>
    encodeURIComponent(String(params.get(name))),
  );
  const { search } = inputSchema(route.spec.query).properties ?? {};
  return timed(route, search === undefined ? path : `${path}?search=${encodeURIComponent(text)}`, text);
}

async function timed(route: KnownRoute, path: string, text: string) {
  const startedAt = performance.now();
  const { body } = route.spec;
  const answer = await whole.service(route.service).call(route.method, path, {
    ...insider(route),
    idempotencyKey: randomUUID(),
    ...(body === undefined ? {} : { body: filled(inputSchema(body), text) }),
  });
  return { ...answer, ms: performance.now() - startedAt };
}

const leaks = (answer: CallAnswer) =>
  answer.status >= 400 &&
  /\bSELECT\b.*\bFROM\b|node_modules|\bat .+\.ts:\d|mysql|ER_[A-Z]{3,}/i.test(
    JSON.stringify({
      ...answer.body,
      detail: answer.body?.code === 'internal.error' ? '' : answer.body?.detail,
    }),
  );

const url = () => `http://127.0.0.1:${(listener.address() as AddressInfo).port}/${randomUUID()}`;
const texts: [string, () => string][] = [
  ['SQL that is always true', () => `' OR '1'='1' -- `],
  ['SQL that drops', () => `x'; DROP TABLE users; -- `],
  ['SQL that unites', () => `0) UNION SELECT password_hash FROM users -- `],
  ['SQL that waits', () => `1' AND SLEEP(9) AND '1'='1`],
  ['a path out of here', () => '../../../../../../etc/passwd'],
  ['an address to fetch', url],
  ['a header of its own', () => 'x\r\nX-Evil: 1\r\n\r\n<script>alert(1)</script>'],
  ['the prototype', () => '__proto__'],
  ['NUL and half a character', () => 'a\u0000b'],
  ['a formula', () => `=cmd|' /C calc'!A0`],
  ['a pattern', () => '(a+)+$%_\\'],
];

test.each(texts)('%s anywhere in any route is refused or stays text', async (_, text) => {
  const told: string[] = [];
  for (const route of whole.routes) {
    for (const answer of [await attack(route, text()), await attackWithin(route, text())]) {
      // The operations service has no Prometheus here, and says so.
      const isSound = answer.status < 500 || (route.service === 'operations' && answer.status === 503);
      const says = `${route.service} ${route.method} ${route.path}: ${answer.status} ${answer.body?.code}`;
      if (!isSound || leaks(answer)) told.push(`${says} ${JSON.stringify(answer.body).slice(0, 300)}`);
      if (answer.ms > 4_500) told.push(`${says} after ${answer.ms} ms`);
      if (answer.headers.get('x-evil') !== null) told.push(`${says} with a header of the attacker's`);
    }
  }

  expect(told).toEqual([]);
  expect(heard).toBe(0);
});

test('after all that, the tables and their contents are there', async () => {
  const { body: people } = await whole
    .service('auth')
    .call('GET', '/api/users?role=manager', { as: world.person('headOffice') });
  const { body: level } = await whole
    .service('stock')
    .call('GET', `/api/stock/${world.there.id}/${world.productId}`, { as: world.there.clerk });

  expect(people.total).toBe(2);
  expect(level.onHand).toBe(10_000);
  expect({}).not.toHaveProperty('admin');
});

const totals = async (text: string) => {
  const search = encodeURIComponent(text);
  const [headOffice, clerk] = [world.person('headOffice'), world.here.clerk];
  const users = await whole.service('auth').call('GET', `/api/users?search=${search}`, { as: headOffice });
  const levels = await whole.service('stock').call('GET', `/api/stock?search=${search}`, { as: clerk });
  return { users: users.body.total, levels: levels.body.total };
};

test.each(['%', '_', 'T_A', `' OR 1=1 -- `, '\\'])(
  'a search for %s finds what has it, not everything',
  async (text) => {
    expect(await totals(text)).toEqual({ users: 0, levels: 0 });
    expect((await totals('TEA')).levels).toBeGreaterThan(1);
    expect((await totals('manager-')).users).toBe(2);
  },
);

test('no route takes an address to fetch, and none hands out a table that a spreadsheet would run', () => {
  const shapes = whole.routes.flatMap(({ spec }) => [spec.body, spec.query, spec.params].map(inputSchema));
  const media = whole.routes.flatMap(({ spec }) =>
    Object.values(spec.answers).filter((answer) => typeof answer === 'string'),
  );

  expect(JSON.stringify(shapes)).not.toMatch(/"format":"(uri|url)"|webhook|callback/i);
  expect(new Set(media)).toEqual(new Set(['text/html']));
});

const nested = (depth: number, opens: string, closes: string) =>
  `${opens.repeat(depth)}1${closes.repeat(depth)}`;
const bombs: [string, string][] = [
  ['half a million levels of arrays', nested(500_000, '[', ']')],
  ['a hundred thousand levels of objects', nested(100_000, '{"a":', '}')],
  ['levels below a known field', `{"locationId":${nested(100_000, '[', ']')}}`],
  ['half a million wrong lines', `{"lines":[${'1,'.repeat(500_000)}1]}`],
  [
    'a hundred thousand unknown fields',
    `{${Array.from({ length: 80_000 }, (_, n) => `"k${n}":1`).join(',')}}`,
  ],
  ['unknown fields in each of many lines', `{"lines":[${'{"a":1,"b":1},'.repeat(70_000)}{}]}`],
  ['a number without end', `{"tenders":[{"type":"cash","amountCents":${'9'.repeat(900_000)}}]}`],
  ['a forbidden name a million times', `{"lines":[${'{"__proto__":1},'.repeat(120_000)}{}]}`],
];

test.each(bombs)(
  'a body of %s is refused quickly, in few words, and the service goes on',
  async (_, rawBody) => {
    const sale = whole.service('sale');
    const startedAt = performance.now();

    const answer = await sale.call('POST', '/api/sales', {
      as: world.here.clerk,
      idempotencyKey: randomUUID(),
      rawBody,
    });
    const ms = performance.now() - startedAt;

    expect([400, 413, 422]).toContain(answer.status);
    expect(JSON.stringify(answer.body).length).toBeLessThan(50_000);
    expect(ms).toBeLessThan(3_000);
    expect((await sale.call('GET', '/health/live')).status).toBe(200);
  },
);

test('of a field that comes twice the last one counts, for the checks as for the sale', async () => {
  const sell = (tenders: string) =>
    whole.service('sale').call('POST', '/api/sales', {
      as: world.here.clerk,
      idempotencyKey: randomUUID(),
      rawBody: JSON.stringify({ ...world.saleAt(world.here), tenders: 0 }).replace('"tenders":0', tenders),
    });

  const soundLast = await sell('"tenders":[],"tenders":[{"type":"cash","amountCents":-1,"amountCents":200}]');
  const wrongLast = await sell('"tenders":[{"type":"cash","amountCents":200,"amountCents":-1}]');
  const abroad = await sell(`"tenders":[{"type":"cash","amountCents":200}],"locationId":"${world.there.id}"`);

  expect(soundLast).toMatchObject({ status: 201, body: { tenders: [{ amountCents: 200 }] } });
  expect(wrongLast).toMatchObject({
    status: 422,
    body: { errors: [{ pointer: '/tenders/0/amountCents' }, {}] },
  });
  expect(abroad).toMatchObject({ status: 403, body: { code: 'location.forbidden' } });
});

test('no spelling of a query reaches the prototype of anything', async () => {
  for (const query of [
    '__proto__[admin]=1',
    '__proto__.admin=1',
    'constructor[prototype][admin]=1',
    'search[__proto__]=1',
    'search=a&search=b',
  ])
    expect((await whole.service('product').call('GET', `/api/products?${query}`)).status).toBeLessThan(500);

  expect({}).not.toHaveProperty('admin');
});
