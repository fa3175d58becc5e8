import { expect, test } from '@jest/globals';
import { goRound, takeTurns } from './go-round.ts';
import type { Step } from './step.ts';

const step = (name: string): Step => ({
  name,
  method: 'GET',
  path: '/',
  headers: {},
  check: () => undefined,
});

test('turns follow the weights, spread evenly', () => {
  const visitor = takeTurns([
    { weight: 3, visitor: () => step('a') },
    { weight: 1, visitor: () => step('b') },
  ]);

  const names = Array.from({ length: 8 }, () => visitor().name);

  expect(names).toEqual(['a', 'a', 'b', 'a', 'a', 'a', 'b', 'a']);
});

test('a round begins elsewhere for each connection and never ends', () => {
  const steps = ['a', 'b', 'c'].map(step);
  const visitor = goRound(steps, 1);

  expect(Array.from({ length: 4 }, () => visitor().name)).toEqual(['b', 'c', 'a', 'b']);
});
