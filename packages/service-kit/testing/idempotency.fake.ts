import type { IdempotencyStore, IdempotentRequest, KeptKey } from '../src/idempotency.ts';
import { refusedWrite } from './refused-write.fake.ts';
import { keepAnswer, keepRefusal, outcomeOf } from '../src/idempotency.ts';

/** What a fake store keeps, by owner and key: plain data, so that a fake transaction can copy it and put it back. */
export type KeptKeys = Map<string, KeptKey>;

/** An idempotency store in memory. `current` hands out the keys as they are now, after a rollback too. */
export function fakeIdempotency(current: () => KeptKeys): IdempotencyStore {
  const nameOf = ({ owner, key }: IdempotentRequest) => `${owner} ${key}`;
  const keep = async (request: IdempotentRequest, decided: { status: number; body: string }) => {
    const kept = current().get(nameOf(request));
    if (kept !== undefined) Object.assign(kept, decided);
    return Promise.resolve();
  };
  const find: IdempotencyStore['find'] = async (request) => {
    const kept = current().get(nameOf(request));
    return Promise.resolve(kept && outcomeOf(kept, request.fingerprint));
  };

  return {
    find,
    claim: async (request) => {
      const known = await find(request);
      if (known !== undefined) return known;
      current().set(nameOf(request), { fingerprint: request.fingerprint, status: null, body: null });
      return { state: 'new' };
    },
    take: async (request) => {
      if (current().has(nameOf(request))) throw refusedWrite();
      current().set(nameOf(request), { fingerprint: request.fingerprint, status: null, body: null });
      return Promise.resolve();
    },
    complete: (request, answer) => keep(request, keepAnswer(answer)),
    refuse: (request, error) => keep(request, keepRefusal(error)),
    release: async (request) => {
      if (current().get(nameOf(request))?.status === null) current().delete(nameOf(request));
      return Promise.resolve();
    },
  };
}
