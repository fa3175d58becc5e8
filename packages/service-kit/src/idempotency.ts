import { z } from 'zod';
import { AppError } from './errors.ts';
import { kindOfStatus, statusOf } from './problem.ts';
import type { Transaction } from './database.ts';
import { execute, selectRows } from './database.ts';
import { isDuplicateKey } from './database-errors.ts';
import type { Answer, RouteRequest } from './route.ts';

/** What makes two requests one: who sent it, the key they chose, and a digest of what they sent. */
export interface IdempotentRequest {
  owner: string;
  key: string;
  fingerprint: string;
}

export type Claim = { state: 'new' } | { state: 'running' } | { state: 'done'; answer: Answer };

export interface IdempotencyStore {
  /**
   * Takes the key in this transaction, or says what became of it. Throws 422 when the key came with another body, and
   * the stored refusal when that is what became of it.
   */
  claim(request: IdempotentRequest, now: Date): Promise<Claim>;
  /** What became of the key, without taking it; undefined when nobody has. */
  find(request: IdempotentRequest): Promise<Exclude<Claim, { state: 'new' }> | undefined>;
  /** Keeps the answer: the same request will get it again. */
  complete(request: IdempotentRequest, answer: Answer): Promise<void>;
  /** Keeps a refusal: the same request will be refused the same way. */
  refuse(request: IdempotentRequest, error: AppError): Promise<void>;
  /** Gives the key back: nothing was decided, so the same request may be tried again. */
  release(request: IdempotentRequest): Promise<void>;
}

export function idempotentRequestOf(
  request: Pick<RouteRequest<unknown, unknown, unknown>, 'actor' | 'idempotencyKey' | 'fingerprint'>,
): IdempotentRequest {
  return { owner: request.actor.sub, key: request.idempotencyKey, fingerprint: request.fingerprint };
}

interface KeyRow {
  fingerprint: string;
  status: number | null;
  body: string | null;
}

const storedRefusal = z.object({ code: z.string(), detail: z.string(), errors: z.array(z.looseObject({})) });

/** The store over a service's own `idempotency_keys` table; it decides with the transaction it is given. */
export function idempotencyStore(trx: Transaction): IdempotencyStore {
  async function find({ owner, key, fingerprint }: IdempotentRequest) {
    const [row] = await selectRows<KeyRow>(
      trx,
      'SELECT fingerprint, status, body FROM idempotency_keys WHERE owner = ? AND idempotency_key = ?',
      [owner, key],
    );
    return row && known(row, fingerprint);
  }

  async function store({ owner, key }: IdempotentRequest, status: number, body: unknown): Promise<void> {
    await execute(
      trx,
      'UPDATE idempotency_keys SET status = ?, body = ? WHERE owner = ? AND idempotency_key = ?',
      [status, JSON.stringify(body ?? null), owner, key],
    );
  }

  return {
    find,
    claim: async (request, now) => {
      try {
        await execute(
          trx,
          'INSERT INTO idempotency_keys (owner, idempotency_key, fingerprint, created_at) VALUES (?, ?, ?, ?)',
          [request.owner, request.key, request.fingerprint, now],
        );
        return { state: 'new' };
      } catch (error) {
        if (!isDuplicateKey(error)) throw error;
      }
      return (await find(request)) ?? { state: 'running' };
    },
    complete: (request, { status, body }) => store(request, status, body),
    refuse: (request, error) =>
      store(request, statusOf(error), { code: error.code, detail: error.message, errors: error.details }),
    release: async ({ owner, key }) => {
      await execute(
        trx,
        'DELETE FROM idempotency_keys WHERE owner = ? AND idempotency_key = ? AND status IS NULL',
        [owner, key],
      );
    },
  };
}

/** Throws the stored refusal, when that is what was stored. */
function known(row: KeyRow, fingerprint: string): Exclude<Claim, { state: 'new' }> {
  if (row.fingerprint !== fingerprint) {
    throw new AppError(
      'invalid',
      'idempotency.mismatch',
      'This Idempotency-Key was used with another request.',
    );
  }
  if (row.status === null) return { state: 'running' };
  const body: unknown = JSON.parse(row.body ?? 'null');
  if (row.status < 400) return { state: 'done', answer: replayed({ status: row.status, body }) };
  const { code, detail, errors } = storedRefusal.parse(body);
  throw new AppError(kindOfStatus(row.status), code, detail, { details: errors, replayed: true });
}

export function replayed(answer: Answer): Answer {
  return { ...answer, headers: { ...answer.headers, 'Idempotency-Replayed': 'true' } };
}

export function stillRunning(): AppError {
  return new AppError(
    'conflict',
    'idempotency.in_progress',
    'The first request with this Idempotency-Key is still running.',
    {
      retryAfterSeconds: 1,
    },
  );
}

/** Does `work` once per key when all of it fits in the transaction of `store`; later the stored answer comes back. */
export async function once(
  store: IdempotencyStore,
  request: IdempotentRequest,
  now: Date,
  work: () => Promise<Answer>,
): Promise<Answer> {
  const claim = await store.claim(request, now);
  if (claim.state === 'done') return claim.answer;
  if (claim.state === 'running') throw stillRunning();
  const answer = await work();
  await store.complete(request, answer);
  return answer;
}
