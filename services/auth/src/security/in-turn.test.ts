import { expect, test } from '@jest/globals';
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
