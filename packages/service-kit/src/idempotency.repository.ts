import { isDuplicateKey } from './database-errors.ts';
import type { IdempotencyStore, IdempotentRequest, KeptKey } from './idempotency.ts';
import { keepAnswer, keepRefusal, outcomeOf } from './idempotency.ts';
import type { Transaction } from './transaction.ts';
import { execute, later, selectRows } from './transaction.ts';

const INSERT =
  'INSERT INTO idempotency_keys (owner, idempotency_key, fingerprint, created_at) VALUES (?, ?, ?, ?)';
const valuesOf = ({ owner, key, fingerprint }: IdempotentRequest, now: Date) => [
  owner,
  key,
  fingerprint,
  now,
];

/** The store over a service's own `idempotency_keys` table; it decides with the transaction it is given. */
export function idempotencyStore(trx: Transaction): IdempotencyStore {
  async function find({ owner, key, fingerprint }: IdempotentRequest) {
    const [kept] = await selectRows<KeptKey>(
      trx,
      'SELECT fingerprint, status, body FROM idempotency_keys WHERE owner = ? AND idempotency_key = ?',
      [owner, key],
    );
    return kept && outcomeOf(kept, fingerprint);
  }

  async function keep({ owner, key }: IdempotentRequest, { status, body }: { status: number; body: string }) {
    later(trx, 'UPDATE idempotency_keys SET status = ?, body = ? WHERE owner = ? AND idempotency_key = ?', [
      status,
      body,
      owner,
      key,
    ]);
    return Promise.resolve();
  }

  return {
    find,
    claim: async (request, now) => {
      try {
        await execute(trx, INSERT, valuesOf(request, now));
        return { state: 'new' };
      } catch (error) {
        if (!isDuplicateKey(error)) throw error;
      }
      return (await find(request)) ?? { state: 'running' };
    },
    take: async (request, now) => {
      later(trx, INSERT, valuesOf(request, now));
      return Promise.resolve();
    },
    complete: (request, answer) => keep(request, keepAnswer(answer)),
    refuse: (request, error) => keep(request, keepRefusal(error)),
    release: async ({ owner, key }) => {
      await execute(
        trx,
        'DELETE FROM idempotency_keys WHERE owner = ? AND idempotency_key = ? AND status IS NULL',
        [owner, key],
      );
    },
  };
}
