import { randomBytes, randomUUID } from 'node:crypto';
import path from 'node:path';
import { z } from 'zod';
import { createServiceTokens, readServiceKey } from '../src/seed/service-token.ts';
import type { MeshUnderTest } from './mesh-under-test.ts';

/** What must be found nowhere, by what it is. */
export type PlantedSecrets = Map<string, string>;

/** No secret, and kept: where it is not found nothing was looked through. */
export const REASON = 'a-reason-that-may-be-kept';

/** Stands in text that tries to look like a line of a log. */
export const FORGED = 'a-line-that-nobody-wrote';

// Of the simulated provider: approved, declined, never answered, charged and then broken, answered with garbage.
const CARDS = [
  '4242424242424242',
  '4000000000000002',
  '4000000000000119',
  '4000000000000341',
  '4000000000000127',
];

const product = z.looseObject({
  id: z.string().default(''),
  taxClass: z.string().default(''),
  priceCents: z.number().default(0),
});
/** As much of any answer as is needed to go on. */
const answer = z.looseObject({
  id: z.string().default(''),
  accessToken: z.string().default(''),
  refreshToken: z.string().default(''),
  items: z.array(product).default([]),
});

interface Send {
  method?: string;
  headers?: Record<string, string>;
  body?: unknown;
  rawBody?: string;
}

/** Uses every kind of secret the way it is meant, and then sends each in every place where it does not belong. */
export async function plantSecrets(mesh: MeshUnderTest): Promise<PlantedSecrets> {
  const inside = `http://127.0.0.1:${mesh.portOf('gateway-internal')}`;
  const secrets: PlantedSecrets = new Map(CARDS.map((card) => [`card ${card.slice(-4)}`, card]));
  const note = (name: string, value: string) => {
    secrets.set(name, value);
    return value;
  };
  const tokens = createServiceTokens(
    await readServiceKey(path.join(mesh.home, 'secrets/mesh.jwk')),
    () => new Date(),
  );
  const serviceToken = note('service token', await tokens('payment'));
  const giftCard = note('gift card', `HUNT-${randomBytes(6).toString('hex').toUpperCase()}`);
  note('unknown gift card', `NONE-${randomBytes(6).toString('hex').toUpperCase()}`);
  await send(`${inside}/payment/internal/gift-cards`, {
    method: 'PUT',
    headers: { authorization: `Bearer ${serviceToken}` },
    body: { giftCards: [{ code: giftCard, balanceCents: 100_000 }] },
  });

  const clerk = await signIn(mesh, 'clerk', note);
  const office = await signIn(mesh, 'headOffice', note);
  await usePasswords(mesh.url, office.authorization, note);
  await sell(mesh, inside, clerk, secrets);
  const urls = [mesh.url, `${inside}/sale`];
  for (const secret of secrets.values())
    await Promise.all(urls.map((url) => sendAstray(url, clerk.authorization, secret)));
  return secrets;
}

async function signIn(mesh: MeshUnderTest, role: string, note: (name: string, value: string) => string) {
  const { username, password, locationId } = mesh.account(role);
  note(`password of the ${role}`, password);
  const login = await send(`${mesh.url}/api/auth/login`, { body: { username, password } });
  const { refreshToken } = login;
  const next = await send(`${mesh.url}/api/auth/refresh`, { body: { refreshToken } });
  note(`access token of the ${role}`, next.accessToken);
  note(`refresh token of the ${role}`, next.refreshToken);
  note(`spent refresh token of the ${role}`, refreshToken);
  return { authorization: `Bearer ${next.accessToken}`, locationId };
}

/** New, changed and wrong passwords. */
async function usePasswords(
  url: string,
  authorization: string,
  note: (name: string, value: string) => string,
) {
  const username = `hunted-${randomUUID()}`;
  const [first, second, wrong] = ['first', 'second', 'wrong'].map((name) =>
    note(`${name} password`, `${name}-${randomUUID()}`),
  );
  const headers = { authorization };
  const { id } = await send(`${url}/api/users`, {
    headers,
    body: { username, password: first, role: 'customer' },
  });
  await send(`${url}/api/users/${id}`, { method: 'PATCH', headers, body: { password: second } });
  await send(`${url}/api/auth/login`, { body: { username, password: wrong } });
  await send(`${url}/api/auth/login`, { body: { username, password: second, note: wrong } });
  await send(`${url}/api/auth/register`, { body: { username: `me-${randomUUID()}`, password: first } });
  await send(`${url}/api/auth/register`, { body: { username, password: wrong } });
}

/** Sales by every card and gift card; one is cancelled, so that its money goes back too. */
async function sell(
  mesh: MeshUnderTest,
  inside: string,
  { authorization, locationId }: { authorization: string; locationId: string },
  secrets: PlantedSecrets,
) {
  // Without tax its price is what is paid; a clerk may cancel up to 50.00 alone.
  const { items } = await send(`${mesh.url}/api/products?size=100`);
  const cheap = items.find(({ taxClass, priceCents }) => taxClass === 'zeroRated' && priceCents < 5_000);
  const amountCents = 100_000;
  const paid = (tender: object) => ({
    locationId,
    lines: [{ productId: cheap?.id, quantity: 1 }],
    tenders: [tender],
  });
  // Sampled, so that its spans are kept although it went well.
  const traceparent = `00-${randomBytes(16).toString('hex')}-${randomBytes(8).toString('hex')}-01`;
  const codes = [secrets.get('gift card'), secrets.get('unknown gift card')];
  const price = cheap?.priceCents;
  const tenders = [
    ...CARDS.flatMap((cardNumber) =>
      [price, amountCents].map((cents) => ({ type: 'card', amountCents: cents, cardNumber })),
    ),
    ...codes.map((giftCardCode) => ({ type: 'giftCard', amountCents: price, giftCardCode })),
  ];
  const headers = () => ({ authorization, traceparent, 'idempotency-key': randomUUID() });
  const sellAt = async (url: string) => {
    const sales = tenders.map((tender) =>
      send(`${url}/api/sales`, { headers: headers(), body: paid(tender) }),
    );
    const sold = (await Promise.all(sales)).filter(({ status }) => status === 201);
    for (const { id } of sold)
      await send(`${url}/api/sales/${id}/cancel`, { headers: headers(), body: { reason: REASON } });
  };
  await Promise.all([sellAt(mesh.url), sellAt(`${inside}/sale`)]);
}

/** One secret wherever it does not belong: address, headers, wrong fields, bodies that are no JSON. */
async function sendAstray(url: string, authorization: string, secret: string): Promise<void> {
  const asked = encodeURIComponent(secret);
  const lines = `${secret}\n{"level":"error","time":"2026-01-01T00:00:00.000Z","msg":"${FORGED}"}\n`;
  const json = JSON.stringify(secret);
  const addresses = [
    `/api/products?search=${asked}`,
    `/api/products?size=${asked}&sort=${asked}`,
    `/api/products/${asked}`,
    `/api/stock?search=${asked}&token=${asked}`,
    `/api/sales/${asked}?access_token=${asked}`,
    `/api/payments/${asked}`,
    `/api/carts/${asked}`,
    `/${asked}`,
    `/api/products?search=${encodeURIComponent(lines)}`,
  ];
  const strayHeaders: Record<string, string>[] = [
    { authorization: `Bearer ${secret}` },
    { authorization: `Basic ${Buffer.from(secret).toString('base64')}` },
    { cookie: `token=${secret}`, 'user-agent': secret, referer: `http://x/?t=${asked}` },
    {
      traceparent: secret,
      tracestate: `a=${asked}`,
      'x-request-id': secret,
      'x-actor': secret,
      'x-request-timeout-ms': secret,
    },
    { 'content-type': `text/plain; a="${secret}"` },
    { 'idempotency-key': secret, authorization },
    { 'idempotency-key': `${secret} ${secret}`, authorization },
  ];
  const bodies = [
    '{"cardNumber":',
    `{"password":${json}`,
    `{"tenders":[{"type":"card","cardNumber":${json}}],${json}:${json}}`,
    json,
    `${json} ${lines}`,
  ];
  await Promise.all([
    ...addresses.map((address) => send(url + address, { headers: { authorization } })),
    ...strayHeaders.map((headers) => send(`${url}/api/sales`, { headers, body: { [secret]: secret } })),
    ...bodies.map((rawBody) =>
      send(`${url}/api/sales`, { headers: { authorization, 'idempotency-key': randomUUID() }, rawBody }),
    ),
    send(`${url}/api/auth/login`, { body: { username: secret.slice(0, 200), password: secret } }),
    send(`${url}/api/auth/login`, { body: { username: lines, password: secret, [secret]: secret } }),
    send(`${url}/api/auth/refresh`, { body: { refreshToken: secret.slice(0, 200), accessToken: secret } }),
    send(`${url}/api/auth/logout`, { body: { refreshToken: `x${secret}` } }),
  ]);
}

async function send(url: string, { method, headers = {}, body, rawBody }: Send = {}) {
  const sent = rawBody ?? (body === undefined ? undefined : JSON.stringify(body));
  const response = await fetch(url, {
    method: method ?? (sent === undefined ? 'GET' : 'POST'),
    headers: { ...(sent === undefined ? {} : { 'content-type': 'application/json' }), ...headers },
    ...(sent === undefined ? {} : { body: sent }),
  });
  const text = await response.text();
  const isJson = response.headers.get('content-type')?.startsWith('application/json') === true;
  return { ...answer.parse(isJson ? JSON.parse(text) : {}), status: response.status };
}
