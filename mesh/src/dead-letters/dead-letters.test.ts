import { expect, test } from '@jest/globals';
import { InternalCallFailed } from '../seed/internal-call-failed.ts';
import type { InternalRequest } from '../seed/internal-send.ts';
import { dropDeadLetter, listDeadLetters, replayDeadLetter } from './desks.ts';
import { letterLines } from './letter-lines.ts';

const TRACE = 'a'.repeat(32);
const letter = {
  id: '7-0',
  diedAt: '2026-12-01T12:00:00.000Z',
  source: 'sale',
  entryId: '5-0',
  type: 'sale.recorded.v1',
  reason: 'goods that were never held',
  event: `{"traceparent":"00-${TRACE}-${'b'.repeat(16)}-01"}`,
};

/** Stock has a letter, cart none, auth listens to nobody; what was sent is kept. */
function fakeDesks() {
  const sent: string[] = [];
  const send = ({ method, service, path }: InternalRequest): Promise<unknown> => {
    sent.push(`${method} /${service}${path}`);
    if (service === 'auth')
      return Promise.reject(
        new InternalCallFailed('auth refused', { service, status: 404, code: 'route.not_found' }),
      );
    if (method === 'POST') return Promise.resolve({ outcome: 'duplicate' });
    if (method === 'DELETE') return Promise.resolve(undefined);
    return Promise.resolve({ items: service === 'stock' ? [letter] : [] });
  };
  return { send, sent };
}

test('the letters of all services are listed; one that listens to nobody has none', async () => {
  const { send } = fakeDesks();

  const found = await listDeadLetters(send, ['auth', 'cart', 'stock']);

  expect(found).toEqual([expect.objectContaining({ service: 'stock', id: '7-0' })]);
});

test('any other refusal is not taken for an empty desk', async () => {
  const down = new InternalCallFailed('stock refused', { service: 'stock', status: 503, code: 'stock.down' });

  await expect(listDeadLetters(() => Promise.reject(down), ['stock'])).rejects.toBe(down);
});

test('a letter is applied or given up where it died', async () => {
  const { send, sent } = fakeDesks();

  const outcome = await replayDeadLetter(send, 'stock', '7-0');
  await dropDeadLetter(send, 'stock', '../7');

  expect(outcome).toBe('duplicate');
  expect(sent).toEqual([
    'POST /stock/internal/dead-letters/7-0/replay',
    'DELETE /stock/internal/dead-letters/..%2F7',
  ]);
});

test('each is told with its reason and how to follow it, and moves no cursor', () => {
  const lines = letterLines([
    { ...letter, service: 'stock' },
    { ...letter, service: 'cart', id: '8-0', reason: 'not\u001b[2J JSON', event: '{' },
  ]);

  expect(lines.slice(0, 5)).toEqual([
    'stock 7-0  sale.recorded.v1 from sale, died 2026-12-01T12:00:00.000Z',
    '  goods that were never held',
    `  npm run mesh -- logs --trace ${TRACE}`,
    'cart 8-0  sale.recorded.v1 from sale, died 2026-12-01T12:00:00.000Z',
    '  not\\u001b[2J JSON',
  ]);
  expect(letterLines([])).toEqual(['There are no dead letters: every event took effect.']);
});
