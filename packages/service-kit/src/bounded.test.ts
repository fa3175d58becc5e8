import { expect, test } from '@jest/globals';
import { bounded } from './bounded.ts';
import { AppError } from './errors.ts';

const refusal = () =>
  new AppError('unavailable', 'kitchen.full', 'Too many cooks.', { retryAfterSeconds: 1 });
const kitchen = (atOnce: number, waiting: number, patienceMs = 60_000) =>
  bounded({ atOnce, waiting, patienceMs, refusal });

const turn = () => new Promise((resolve) => setImmediate(resolve));

/** Work that ends when it is told to, and says which of it has begun. */
function dishes() {
  const ends = new Map<string, () => void>();
  return {
    begun: () => [...ends.keys()],
    end: async (name: string) => {
      await turn();
      ends.get(name)?.();
      await turn();
    },
    cook: (name: string) => () => new Promise<string>((resolve) => ends.set(name, () => resolve(name))),
  };
}

test('runs as many as it may, lets as many wait, and refuses the rest at once', async () => {
  const { begun, end, cook } = dishes();
  const run = kitchen(2, 1);

  const accepted = ['soup', 'bread', 'cake'].map((name) => run(cook(name)));
  const refused = run(cook('tea'));

  await expect(refused).rejects.toMatchObject({ code: 'kitchen.full', retryAfterSeconds: 1 });
  expect(begun()).toEqual(['soup', 'bread']);
  expect([run.running(), run.waiting()]).toEqual([2, 1]);
  await end('bread');
  expect(begun()).toEqual(['soup', 'bread', 'cake']);
  await end('soup');
  await end('cake');
  expect(await Promise.all(accepted)).toEqual(['soup', 'bread', 'cake']);
  expect([run.running(), run.waiting()]).toEqual([0, 0]);
});

test('who waits longer than they can be asked to is refused, and nothing of theirs is begun', async () => {
  const { begun, end, cook } = dishes();
  const run = kitchen(1, 5, 20);

  const soup = run(cook('soup'));
  await expect(run(cook('cake'))).rejects.toMatchObject({ code: 'kitchen.full' });
  await end('soup');

  expect(await soup).toBe('soup');
  expect(begun()).toEqual(['soup']);
  expect([run.running(), run.waiting()]).toEqual([0, 0]);
});

test('those who wait come first, in the order they came', async () => {
  const { begun, end, cook } = dishes();
  const run = kitchen(1, 5);

  const all = ['soup', 'bread', 'cake'].map((name) => run(cook(name)));
  await end('soup');
  const late = run(cook('tea'));
  await end('bread');
  await end('cake');
  await end('tea');

  expect(begun()).toEqual(['soup', 'bread', 'cake', 'tea']);
  expect(await Promise.all([...all, late])).toHaveLength(4);
});

test('work that fails gives its place back', async () => {
  const run = kitchen(1, 0);

  await expect(run(() => Promise.reject(new Error('burnt')))).rejects.toThrow('burnt');

  expect(await run(() => Promise.resolve('next'))).toBe('next');
});
