import { join } from 'node:path';
import type { CallOptions, TestActor, TestService } from '@comptoir/test-kit';
import { startTestMesh } from '@comptoir/test-kit';
import { v7 as uuidv7 } from 'uuid';
import { createApp } from '../src/app.ts';
import { loadConfig } from '../src/config.ts';

export const FOLDER = join(import.meta.dirname, '..');

/** Short patience; recovery keeps out of the way unless a test asks for it. */
const SWIFT = {
  CARD_PROVIDER_TIMEOUT_MS: '1500',
  SIMULATED_SLOW_MS: '3000',
  CHARGE_RECOVERY_INTERVAL_MS: '60000',
};

/** Payment on real MariaDB and Redis; `database` looks into what it keeps. */
export async function startPayment(env: Record<string, string> = {}) {
  const mesh = await startTestMesh();
  const start = (more: Record<string, string> = {}, sharing?: TestService) =>
    mesh.start('payment', {
      folder: FOLDER,
      loadConfig,
      createApp,
      env: { ...SWIFT, ...env, ...more },
      ...(sharing === undefined ? {} : { sharing, replica: '2' }),
    });
  const payment = await start();
  const database = payment.database();
  const { query } = database;

  return {
    mesh,
    payment,
    database,
    /** Another replica, on what the first one keeps. */
    startReplica: (more: Record<string, string>) => start(more, payment),
    /** Types of the events about one payment, oldest first. */
    eventsOf: async (id: string) => {
      const rows = await query<{ type: string }>(
        `SELECT type FROM outbox WHERE JSON_VALUE(envelope, '$.subject') = ? ORDER BY position`,
        [id],
      );
      return rows.map(({ type }) => type);
    },
    statusOf: async (id: string) => {
      const [row] = await query<{ status: string }>('SELECT status FROM charges WHERE id = ?', [id]);
      return row?.status;
    },
    /** What the provider holds under a charge's own id. */
    atProvider: async (id: string) => {
      const sql = 'SELECT status FROM simulated_provider_charges WHERE idempotency_key = ?';
      const [row] = await query<{ status: string }>(sql, [id]);
      return row?.status;
    },
    charge: (body: object, options: CallOptions = { from: 'sale' }) =>
      payment.call('POST', '/internal/charges', { ...options, body }),
    find: (id: string) => payment.call('GET', `/internal/charges/${id}`, { from: 'sale' }),
    refund: (id: string, reference: string, options: CallOptions = { from: 'sale' }) =>
      payment.call('PUT', `/internal/charges/${id}/refund`, {
        ...options,
        body: { reference, reason: 'walked back' },
      }),
    /** A new gift card; answers its code. */
    giftCard: async (balanceCents: number): Promise<string> => {
      const code = `CARD-${uuidv7().slice(-12).toUpperCase()}`;
      const giftCards = [{ code, balanceCents }];
      await payment.call('PUT', '/internal/gift-cards', { from: 'mesh', body: { giftCards } });
      return code;
    },
    /** Money an order waits for; answers the payment's id. */
    request: async (customer: TestActor, amountCents = 4_200): Promise<string> => {
      const body = { id: uuidv7(), reference: uuidv7(), customerId: customer.sub, amountCents };
      await payment.call('POST', '/internal/payment-requests', { from: 'order', body });
      return body.id;
    },
    process: (id: string, as: TestActor, cardNumber: string, idempotencyKey: string = uuidv7()) =>
      payment.call('POST', `/api/payments/${id}/process`, { as, idempotencyKey, body: { cardNumber } }),
    /** One counter or gauge, as Prometheus would read it. */
    metric: async (series: string) => {
      const { body } = await payment.call('GET', '/metrics');
      const line = String(body)
        .split('\n')
        .find((text) => text.startsWith(`${series} `));
      return Number(line?.split(' ').at(-1));
    },
  };
}

export type StartedPayment = Awaited<ReturnType<typeof startPayment>>;

export const newCustomer = () => ({ sub: uuidv7(), role: 'customer' }) satisfies TestActor;

/** A till's charge by card. Without a number it is the terminal's own. */
export const byCard = (cardNumber?: string, amountCents = 1_250) => ({
  id: uuidv7(),
  reference: uuidv7(),
  locationId: uuidv7(),
  amountCents,
  means: { type: 'card', ...(cardNumber === undefined ? {} : { cardNumber }) },
});

export const byGiftCard = (giftCardCode: string, amountCents: number) => ({
  ...byCard(undefined, amountCents),
  means: { type: 'giftCard', giftCardCode },
});

/** The test numbers, by what they do. */
export const CARD = {
  approves: '4242424242424242',
  declines: '4000000000000002',
  isEmpty: '4000000000009995',
  hasExpired: '4000000000000069',
  hangs: '4000000000000119',
  chargesThenBreaks: '4000000000000341',
  thinks: '4000000000006975',
  babbles: '4000000000000127',
};
