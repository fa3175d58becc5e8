import { expect, test } from '@jest/globals';
import { ZodError } from 'zod';
import { isReachable, keptCartOf, labelText } from './cart-text.ts';

test('a cart is read from its text, its lines in their order', () => {
  const label = labelText('red|hat:2');

  const kept = keptCartOf('c', `o|l|60|4|1000|500|${label}|tea:5|cup:1|pot:2`);

  expect(kept).toEqual({
    owner: 'o',
    cart: {
      id: 'c',
      locationId: 'l',
      lines: [
        { productId: 'tea', quantity: 5 },
        { productId: 'cup', quantity: 1 },
        { productId: 'pot', quantity: 2 },
      ],
      parkedAt: new Date(500),
      label: 'red|hat:2',
      expiresAt: new Date(1000),
      version: 4,
    },
  });
});

test('a cart without lines, owner and label has none', () => {
  const { owner, cart } = keptCartOf('c', '|l|60|1|1000||');

  expect(owner).toBe('');
  expect(cart).toMatchObject({ lines: [], parkedAt: null, label: null });
});

test.each(['', 'o|l', 'o|l|60|four|1000||', 'o|l|60|4||'])('%j is no cart', (text) => {
  expect(() => keptCartOf('c', text)).toThrow(ZodError);
});

test('nobody reaches the cart of another, and whoever is bound to a location none of elsewhere', () => {
  const [anns, nobodys] = [keptCartOf('c', 'ann|l|60|1|1000||'), keptCartOf('c', '|l|60|1|1000||')];
  const visitor = (owner: string | null, boundTo: string | null = null) =>
    ({ owner, boundTo, kind: 'till' }) as const;

  expect(isReachable(anns, visitor('ann', 'l'))).toBe(true);
  expect(isReachable(anns, visitor('ann', 'elsewhere'))).toBe(false);
  expect(isReachable(anns, visitor('bob'))).toBe(false);
  expect(isReachable(anns, visitor(null))).toBe(false);
  expect(isReachable(nobodys, visitor(null))).toBe(true);
  expect(isReachable(nobodys, visitor('bob', ''))).toBe(false);
});
