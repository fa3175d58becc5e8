import { expect, test } from '@jest/globals';
import { text } from './primitives.ts';

test.each(['a\nb', 'a\u0000', '\u007fa', 'a\u009b31m', 'a\u2028b', 'admin\u202etxt', 'a\u2066b'])(
  'text with %j in it is refused',
  (typed) => {
    expect(text(20).safeParse(typed).success).toBe(false);
  },
);

test('accents, quotes and signs of any script are text', () => {
  expect(text(40).parse(` Thé "d'été" = 茶 <1 $> 👍🏽 `)).toBe(`Thé "d'été" = 茶 <1 $> 👍🏽`);
});
