import { z } from 'zod';
import { AppError } from './errors.ts';
import { kindOfStatus, statusOf, toldDetails } from './problem.ts';
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
  /** Takes the key unseen, with the other writes of the transaction: a key that is known is a refused write (`isRefusedWrite`). */
  take(request: IdempotentRequest, now: Date): Promise<void>;
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

/** What a store keeps of a key: the request it came with and, once decided, the answer or the refusal as JSON. */
export interface KeptKey {
  fingerprint: string;
  status: number | null;
  body: string | null;
}

const keptRefusal = z.object({ code: z.string(), detail: z.string(), errors: toldDetails });

export function keepAnswer({ status, body }: Answer): { status: number; body: string } {
  return { status, body: JSON.stringify(body ?? null) };
}

export function keepRefusal(error: AppError): { status: number; body: string } {
  const refusal = { code: error.code, detail: error.message, errors: error.details };
  return { status: statusOf(error), body: JSON.stringify(refusal) };
}

/** What became of a key, for a request with this fingerprint. Throws the refusal, when that is what was kept. */
export function outcomeOf(kept: KeptKey, fingerprint: string): Exclude<Claim, { state: 'new' }> {
  if (kept.fingerprint !== fingerprint) {
    const message = 'This Idempotency-Key was used with another request.';
    throw new AppError('invalid', 'idempotency.mismatch', message);
  }
  if (kept.status === null) return { state: 'running' };
  const body: unknown = JSON.parse(kept.body ?? 'null');
  if (kept.status < 400) return { state: 'done', answer: replayed({ status: kept.status, body }) };
  const { code, detail, errors } = keptRefusal.parse(body);
  throw new AppError(kindOfStatus(kept.status), code, detail, { details: errors, replayed: true });
}

export function replayed(answer: Answer): Answer {
  return { ...answer, headers: { ...answer.headers, 'Idempotency-Replayed': 'true' } };
}

export function stillRunning(): AppError {
  const message = 'The first request with this Idempotency-Key is still running.';
  return new AppError('conflict', 'idempotency.in_progress', message, { retryAfterSeconds: 1 });
}

/** The answer that an earlier request of this key was given, if any; its refusal is thrown, and 409 while it still runs. */
export async function answeredBefore(
  store: Pick<IdempotencyStore, 'find'>,
  request: IdempotentRequest,
): Promise<Answer | undefined> {
  const earlier = await store.find(request);
  if (earlier?.state === 'running') throw stillRunning();
  return earlier?.answer;
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
