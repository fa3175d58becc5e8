import { expect, test } from '@jest/globals';
import { bounded } from './bounded.ts';
import { inTurn } from './in-turn.ts';

/** Work that ends when it is told to; `most` is how many ran at once. */
function work() {
  const ends: (() => void)[] = [];
  let running = 0;
  let most = 0;
  return {
    begun: () => ends.length,
    most: () => most,
    end: (index: number) => ends[index]?.(),
    run: async () => {
      running += 1;
      most = Math.max(most, running);
      await new Promise<void>((resolve) => ends.push(resolve));
      running -= 1;
    },
  };
}
const turns = () => new Promise((resolve) => setImmediate(resolve));

test('runs as many as it may, lets as many wait, and refuses the rest at once with 503', async () => {
  const jobs = work();
  const run = bounded({ atOnce: 2, waiting: 1 });

  const accepted = [run(jobs.run), run(jobs.run), run(jobs.run)];
  const refused = run(jobs.run);

  await expect(refused).rejects.toMatchObject({
    kind: 'unavailable',
    code: 'auth.overloaded',
    retryAfterSeconds: 1,
  });
  expect(jobs.begun()).toBe(2);
  jobs.end(0);
  await turns();
  expect(jobs.begun()).toBe(3);
  jobs.end(1);
  jobs.end(2);
  await Promise.all(accepted);
  expect(jobs.most()).toBe(2);
});

test('work that fails gives its place back', async () => {
  const run = bounded({ atOnce: 1, waiting: 0 });

  await expect(run(() => Promise.reject(new Error('broken')))).rejects.toThrow('broken');

  expect(await run(() => Promise.resolve('next'))).toBe('next');
});

test('work of one key runs one after the other, of another key beside it', async () => {
  const [lea, tom] = [work(), work()];
  const take = inTurn();

  const all = [take('lea', lea.run), take('lea', lea.run), take('tom', tom.run)];
  await turns();

  expect([lea.begun(), tom.begun()]).toEqual([1, 1]);
  lea.end(0);
  await turns();
  expect(lea.begun()).toBe(2);
  lea.end(1);
  tom.end(0);
  await Promise.all(all);
  expect(lea.most()).toBe(1);
});

test('after work that failed the next in turn runs', async () => {
  const take = inTurn();

  const first = take('lea', () => Promise.reject(new Error('broken')));
  const second = take('lea', () => Promise.resolve('mine'));

  await expect(first).rejects.toThrow('broken');
  expect(await second).toBe('mine');
});
