import { expect, test } from '@jest/globals';
import { aShop } from '../use-cases/location.fake.ts';
import { changed, registerNumberFor, withRegister } from './location.ts';

const till = (number: number) => ({ id: `till-${number}`, number, name: `Till ${number}`, active: true });

test('changes that change nothing leave the version alone', () => {
  const shop = aShop();

  const next = changed(shop, { code: 'MTL1', name: 'Plateau', active: true });

  expect(next).toBe(shop);
});

test.each([
  { code: 'MTL9' },
  { name: 'Mile End' },
  { type: 'logistics' as const },
  { address: null },
  { city: 'Laval' },
  { active: false },
])('a change of %j is the next version, and the rest stays', (change) => {
  const shop = aShop();

  const next = changed(shop, change);

  expect(next).toEqual({ ...shop, ...change, version: 2 });
});

test('the first register is number 1, and the next comes after the highest', () => {
  expect(registerNumberFor(aShop(), undefined)).toBe(1);
  expect(registerNumberFor(aShop({ registers: [till(1), till(7)] }), undefined)).toBe(8);
});

test('a free number may be chosen, a taken one may not', () => {
  const shop = aShop({ registers: [till(7)] });

  expect(registerNumberFor(shop, 3)).toBe(3);
  expect(() => registerNumberFor(shop, 7)).toThrow(
    expect.objectContaining({ code: 'register.number_taken' }),
  );
});

test('after register 99 there is no next number', () => {
  const full = aShop({ registers: [till(99)] });

  expect(() => registerNumberFor(full, undefined)).toThrow(
    expect.objectContaining({ code: 'register.none_left' }),
  );
});

test('registers stand in order of their numbers', () => {
  const shop = aShop({ registers: [till(1), till(7)] });

  const next = withRegister(shop, till(3));

  expect(next.registers.map(({ number }) => number)).toEqual([1, 3, 7]);
  expect(next.version).toBe(2);
});
