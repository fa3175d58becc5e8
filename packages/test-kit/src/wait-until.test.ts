import { expect, test } from '@jest/globals';
import { waitUntil } from './wait-until.ts';

test('returns the first truthy answer', async () => {
  const answers = [undefined, 0, 'ready', 'later'];

  const answer = await waitUntil(() => answers.shift());

  expect(answer).toBe('ready');
  expect(answers).toEqual(['later']);
});

test('gives up after the time it was given, and says which condition stayed false', async () => {
  const kettle = { hot: false };

  const attempt = waitUntil(() => kettle.hot, { timeoutMs: 50 });

  await expect(attempt).rejects.toThrow(/Still not true after 50 ms: .*kettle\.hot/);
});
