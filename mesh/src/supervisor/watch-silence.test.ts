import { waitUntil } from '@comptoir/test-kit';
import { afterEach, expect, jest, test } from '@jest/globals';
import { watchSilence } from './watch-silence.ts';

let stop = () => {};
afterEach(() => {
  stop();
  jest.restoreAllMocks();
});

function watch(silentMs: number, answer: (question: number) => boolean) {
  const seen = { questions: 0, hung: false };
  const answers = async () => answer((seen.questions += 1));
  stop = watchSilence({ answers, silentMs }, () => (seen.hung = true));
  return seen;
}

test('who answers now and then does not hang', async () => {
  const seen = watch(1500, (question) => question % 2 === 0);

  await waitUntil(() => seen.questions === 5, { timeoutMs: 10_000 });

  expect(seen.hung).toBe(false);
});

test('a launcher that slept for an hour has not waited for one', async () => {
  const now = performance.now.bind(performance);
  let slept = 0;
  jest.spyOn(performance, 'now').mockImplementation(() => now() + slept);
  const seen = watch(4500, (question) => {
    if (question === 1) slept = 3_600_000;
    return false;
  });

  await waitUntil(() => seen.hung);

  expect(seen.questions).toBe(2);
});
