import { expect, test } from '@jest/globals';
import { parseOptions } from './options.ts';

test('without options two minutes of load on a mesh of its own, and every fire', () => {
  expect(parseOptions([], '/shop')).toEqual({
    durationSeconds: 120,
    rate: 80,
    home: undefined,
    port: undefined,
    fires: undefined,
  });
});

test('a mesh that somebody works with is asked, and never set on fire', () => {
  expect(parseOptions(['--home', 'state'], '/shop')).toMatchObject({ home: '/shop/state', fires: [] });
  expect(() => parseOptions(['--home', 'state', '--fires', 'gateway-hangs'], '/shop')).toThrow(
    'Nothing is set on fire in a mesh somebody works with',
  );
});

test('a fire that there is none of, and a duration that is no number, are refused', () => {
  expect(() => parseOptions(['--fires', 'gateway-hangs,tea'], '/shop')).toThrow('There is no fire "tea"');
  expect(() => parseOptions(['--duration', 'long'], '/shop')).toThrow('--duration wants a whole number');
});
