import { spawn } from 'node:child_process';
import type { ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { createServer } from 'node:net';
import { join } from 'node:path';
import { text } from 'node:stream/consumers';
import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { waitUntil } from '@comptoir/test-kit';
import { v7 as uuidv7 } from 'uuid';
import { giftCardHash } from '../src/domain/gift-card.ts';
import type { StartedPayment } from './payment-service.ts';
import { CARD, FOLDER, byCard, byGiftCard, newCustomer, startPayment } from './payment-service.ts';

let bank: StartedPayment;
const children: ChildProcess[] = [];
beforeAll(async () => {
  bank = await startPayment();
});
afterAll(async () => {
  for (const child of children) child.kill('SIGKILL');
  await bank.mesh.close();
});

async function freePort(): Promise<number> {
  const server = createServer().listen(0, '127.0.0.1');
  await once(server, 'listening');
  const address = server.address();
  server.close();
  if (address === null || typeof address === 'string') throw new Error('no port');
  return address.port;
}

/** The service as the launcher starts it, on the databases of the one in this process. */
async function spawnPayment(env: Record<string, string>) {
  const { mesh, payment } = bank;
  const port = await freePort();
  const child = spawn(process.execPath, [join(FOLDER, 'src/main.ts')], {
    env: {
      SERVICE_NAME: 'payment',
      REPLICA: '2',
      PORT: String(port),
      GATEWAY_INTERNAL_URL: mesh.gateway.url,
      SERVICE_KEY_FILE: mesh.keys.keyFileOf('payment'),
      SERVICE_JWKS_FILE: mesh.keys.jwksFile,
      DATABASE_URL: payment.databaseUrl,
      REDIS_DATA_URL: payment.redis.dataUrl,
      CARD_PROVIDER_TIMEOUT_MS: '1000',
      ...env,
    },
  });
  children.push(child);
  const printed = Promise.all([text(child.stdout), text(child.stderr)]);
  const url = `http://127.0.0.1:${port}`;
  await waitUntil(
    () =>
      fetch(`${url}/health/ready`).then(
        ({ ok }) => ok,
        () => false,
      ),
    { timeoutMs: 15_000 },
  );
  const call = async (method: string, path: string, body: unknown, headers: Record<string, string> = {}) => {
    const response = await fetch(`${url}${path}`, {
      method,
      headers: {
        authorization: `Bearer ${await mesh.keys.serviceToken('sale', 'payment')}`,
        'content-type': 'application/json',
        ...headers,
      },
      body: typeof body === 'string' ? body : JSON.stringify(body),
    });
    return response.status;
  };
  return { child, call, printed };
}

/** Everything the service keeps, as text. */
async function everyTable(): Promise<string> {
  const { query } = bank.database;
  const tables = await query<{ name: string }>(
    'SELECT table_name AS name FROM information_schema.tables WHERE table_schema = DATABASE()',
    [],
  );
  const rows = await Promise.all(tables.map(({ name }) => query(`SELECT * FROM \`${name}\``, [])));
  return JSON.stringify(rows);
}

test('no card number and no gift card code is ever logged or kept', async () => {
  const { child, call, printed } = await spawnPayment({ LOG_LEVEL: 'trace' });
  const customer = newCustomer();
  const payable = await bank.request(customer);
  const code = await bank.giftCard(1_000);
  const asCustomer = {
    authorization: `Bearer ${await bank.mesh.keys.userToken(customer)}`,
    'idempotency-key': uuidv7(),
  };
  const numbers = [...Object.values(CARD), '5555555555554444'];

  const statuses = await Promise.all([
    ...numbers.map((number) => call('POST', '/internal/charges', byCard(number))),
    call('POST', '/internal/charges', byCard('4242424242424241')),
    call('POST', '/internal/charges', `{"means":{"cardNumber":"${CARD.approves}"`),
    call('POST', '/internal/charges', { ...byCard(CARD.approves), [CARD.declines]: true }),
    call('POST', '/internal/charges', byGiftCard(code, 400)),
    call('POST', '/internal/charges', byGiftCard(code, 4_000)),
    call('POST', `/api/payments/${payable}/process`, { cardNumber: CARD.approves }, asCustomer),
  ]);
  child.kill('SIGTERM');
  const log = (await printed).join('');
  const kept = await everyTable();

  expect(statuses).toEqual([201, 402, 402, 402, 504, 503, 504, 503, 201, 422, 400, 422, 201, 402, 200]);
  expect(log).toContain('"msg":"request"');
  expect(kept).toContain(giftCardHash(code));
  for (const secret of [...numbers, '4242424242424241', code]) {
    expect(log).not.toContain(secret);
    expect(kept).not.toContain(secret);
  }
});

test('killed while the provider decides: the next process finds out what became of the money', async () => {
  const [taken, never] = [byCard(CARD.hangs, 700), byCard(CARD.hangs, 800)];
  const dying = await spawnPayment({ CARD_PROVIDER_TIMEOUT_MS: '10000', LOG_LEVEL: 'fatal' });
  const cutOff = [taken, never].map((body) =>
    dying.call('POST', '/internal/charges', body).catch(() => 'cut off'),
  );
  await waitUntil(async () => (await bank.statusOf(taken.id)) === 'pending');
  await waitUntil(async () => (await bank.statusOf(never.id)) === 'pending');

  dying.child.kill('SIGKILL');
  // The provider across the street goes on, and takes the money of the first.
  await bank.database.knex('simulated_provider_charges').insert({
    idempotency_key: taken.id,
    amount_cents: 700,
    status: 'captured',
    authorization: 'ABC123',
    last4: '0119',
    created_at: new Date(),
  });
  const answers = await Promise.all(cutOff);
  await bank.startReplica({
    CHARGE_RECOVERY_INTERVAL_MS: '50',
    CHARGE_ABANDON_AFTER_MS: '400',
    LOG_LEVEL: 'fatal',
  });

  await waitUntil(async () => (await bank.statusOf(taken.id)) === 'captured');
  await waitUntil(async () => (await bank.statusOf(never.id)) === 'void');
  expect(answers).toEqual(['cut off', 'cut off']);
  expect(await bank.eventsOf(taken.id)).toEqual(['payment.captured.v1']);
  expect((await bank.find(taken.id)).body).toMatchObject({
    status: 'captured',
    amountCents: 700,
    authorization: 'ABC123',
  });
});
