import type { Reply } from '@comptoir/load-tests/mesh';
import { expect, test } from '@jest/globals';
import { likeABrowser } from './kept-connections.ts';

const sold: Reply = { status: 201, body: {} };
const unanswered = (code: string) =>
  new Error('no answer', {
    cause: new TypeError('fetch failed', { cause: Object.assign(new Error(), { code }) }),
  });

function sending(...replies: (Reply | Error)[]) {
  const keys: (string | undefined)[] = [];
  const send = likeABrowser(async (_path, call) => {
    keys.push(call?.idempotencyKey);
    const next = replies.shift() ?? new Error('asked too often');
    if (next instanceof Error) throw next;
    return next;
  });
  return { keys, send: () => send('/api/sales', { idempotencyKey: 'k' }) };
}

test('a connection that was just being closed costs nothing: the same request goes out again', async () => {
  const { keys, send } = sending(unanswered('UND_ERR_SOCKET'), sold);

  expect(await send()).toEqual(sold);
  expect(keys).toEqual(['k', 'k']);
});

test('broken off twice, it is a failure', async () => {
  const { keys, send } = sending(unanswered('ECONNRESET'), unanswered('ECONNREFUSED'));

  await expect(send()).rejects.toThrow('no answer');
  expect(keys).toHaveLength(2);
});

test('nobody there is a failure at once', async () => {
  const { keys, send } = sending(unanswered('ECONNREFUSED'));

  await expect(send()).rejects.toThrow('no answer');
  expect(keys).toHaveLength(1);
});
