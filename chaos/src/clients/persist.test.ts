import type { Reply } from '@comptoir/load-tests/mesh';
import { expect, test } from '@jest/globals';
import { persist } from './persist.ts';

const patience = { deadlineMs: 200, firstPauseMs: 1, longestPauseMs: 2 };
const refusal = (status: number, code: string): Reply => ({ status, body: { code } });
const sold: Reply = { status: 201, body: { id: 's1' } };

function answering(...replies: (Reply | Error)[]) {
  return async () => {
    const next = replies.shift() ?? refusal(500, 'internal.error');
    if (next instanceof Error) throw next;
    return next;
  };
}

test('a good answer is the last word, and nothing failed', async () => {
  const { reply, failed } = await persist(answering(sold), patience);

  expect([reply, failed]).toEqual([sold, []]);
});

test('a refusal is the last word too', async () => {
  const declined = refusal(402, 'payment.declined');

  expect(await persist(answering(declined, sold), patience)).toMatchObject({ reply: declined, failed: [] });
});

test('bad luck, silence and a token not believed are tried again, each one a failure', async () => {
  const silence = new Error('silence', { cause: Object.assign(new Error(), { code: 'ECONNREFUSED' }) });
  const tries = [
    refusal(503, 'stock.unavailable'),
    silence,
    refusal(401, 'token.invalid'),
    refusal(429, 'gateway.busy'),
  ];

  const { reply, failed } = await persist(answering(...tries, sold), patience);

  expect(reply).toEqual(sold);
  expect(failed.map(({ reason }) => reason)).toEqual([
    '503 stock.unavailable',
    'no answer: ECONNREFUSED',
    '401 token.invalid',
    '429 gateway.busy',
  ]);
});

test('a first try that still runs is waited for, and is no failure', async () => {
  const { reply, failed } = await persist(answering(refusal(409, 'idempotency.in_progress'), sold), patience);

  expect([reply, failed]).toEqual([sold, []]);
});

test('enough is enough, whatever time is left', async () => {
  const enough = (failed: readonly unknown[]) => failed.length === 2;

  const { reply, failed } = await persist(answering(), { ...patience, enough });

  expect([reply, failed.length]).toEqual([undefined, 2]);
});

test('patience ends', async () => {
  const { reply, failed } = await persist(answering(), patience);

  expect(reply).toBeUndefined();
  expect(failed.length).toBeGreaterThan(2);
});
