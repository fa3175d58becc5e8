import { expect, test } from '@jest/globals';
import type { Saga, SagaState } from './saga.ts';
import { advance, isEnded, newSaga } from './saga.ts';

const startedAt = new Date('2026-12-01T12:00:00.000Z');
const later = new Date('2026-12-01T12:00:01.000Z');
const started = newSaga(
  {
    id: 'saga-1',
    kind: 'checkout',
    saleId: 'sale-1',
    locationId: 'shop',
    origin: {
      traceparent: '',
      correlationId: '',
      actor: { sub: 'lea', role: 'clerk' },
      idempotency: { owner: 'lea', key: 'k', fingerprint: 'f' },
    },
    leaseOwner: 'sale-1',
    startedAt,
  },
  'a till asked',
);
const at = (state: SagaState): Saga => ({ ...started, state });

test('a saga starts with its first transition', () => {
  expect(started.state).toBe('started');
  expect(started.transitions).toEqual([
    { state: 'started', at: '2026-12-01T12:00:00.000Z', cause: 'a till asked' },
  ]);
});

test('each step is kept with its time and its cause, and the saga it came from is left as it was', () => {
  const held = advance(started, 'stockReserved', 'stock holds the goods', later);

  expect(held.state).toBe('stockReserved');
  expect(held.transitions).toEqual([
    ...started.transitions,
    { state: 'stockReserved', at: '2026-12-01T12:00:01.000Z', cause: 'stock holds the goods' },
  ]);
  expect(started.transitions).toHaveLength(1);
});

const ALL: SagaState[] = ['started', 'stockReserved', 'paid', 'confirmed', 'compensating', 'cancelled'];

test.each<[SagaState, SagaState[]]>([
  ['started', ['stockReserved', 'confirmed', 'compensating']],
  ['stockReserved', ['paid', 'confirmed', 'compensating']],
  ['paid', ['confirmed', 'compensating']],
  ['compensating', ['cancelled']],
  ['confirmed', []],
  ['cancelled', []],
])('from %s a saga goes to %j and nowhere else', (from, allowed) => {
  const reachable = ALL.filter((to) => {
    try {
      return advance(at(from), to, 'test', later).state === to;
    } catch {
      return false;
    }
  });

  expect(reachable.toSorted()).toEqual(allowed.toSorted());
});

test('only confirmed and cancelled are ends', () => {
  expect(ALL.filter(isEnded)).toEqual(['confirmed', 'cancelled']);
});
