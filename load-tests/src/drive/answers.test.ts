import { expect, test } from '@jest/globals';
import { z } from 'zod';
import { difference, readAnswer, refusalOf, rememberRight } from './answers.ts';

const shape = z.object({ totalCents: z.number() });

test('a right status with another shape is wrong', () => {
  expect(readAnswer({ status: 200, body: '{"totalCents":"7"}' }, 200, shape)).toEqual({
    wrong: 'shape: totalCents',
  });
  expect(readAnswer({ status: 200, body: '<html>' }, 200, shape)).toEqual({ wrong: 'shape: ' });
});

test('a refusal is counted by its status and code', () => {
  expect(refusalOf({ status: 503, body: '{"code":"stock.unavailable"}' })).toBe('503 stock.unavailable');
  expect(readAnswer({ status: 502, body: '' }, [200, 201], shape)).toEqual({ wrong: '502' });
});

test('names the fields that differ', () => {
  expect(difference({ a: 1, b: 2 }, { a: 1, b: 3 })).toBe('wrong b');
  expect(difference({ a: 1, b: 2 }, { a: 1 })).toBeUndefined();
});

test('an answer is only remembered as right when it was', () => {
  const check = rememberRight(({ body }) => (body === 'right' ? undefined : 'wrong'));

  expect(check({ status: 200, body: 'wrong' })).toBe('wrong');
  expect(check({ status: 200, body: 'wrong' })).toBe('wrong');
  expect(check({ status: 200, body: 'right' })).toBeUndefined();
  expect(check({ status: 200, body: 'wrong' })).toBe('wrong');
});
