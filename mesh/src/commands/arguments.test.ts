import { expect, test } from '@jest/globals';
import { parseWords } from './arguments.ts';
import { parseWish } from './scale.ts';

test('an unknown flag is named, with the usage', () => {
  const attempt = () => parseWords(['--jsn'], { json: { type: 'boolean' } }, { least: 0, most: 0 });

  expect(attempt).toThrow(/^Unknown option '--jsn'\n\nUsage:/);
});

test.each([
  [[], 'Something is missing.'],
  [['a', 'b', 'c'], 'Unexpected: c.'],
])('%j is the wrong number of words', (words, problem) => {
  expect(() => parseWords(words, {}, { least: 1, most: 2 })).toThrow(problem);
});

test('a wish is a service and a number', () => {
  expect(parseWish('product=4')).toEqual({ service: 'product', replicas: 4 });
});

test.each(['product', 'product=', '=4', 'product=four', 'product=-1', 'product=1.5', 'product=4 cart=2'])(
  '%s is no wish',
  (text) => {
    expect(() => parseWish(text)).toThrow(/^Write <service>=<replicas>/);
  },
);
