import { expect, test } from '@jest/globals';
import { cartOfHash, hashOfReply } from './cart-hash.ts';

const hash = {
  owner: '',
  location: 'l',
  ttl: '60',
  version: '4',
  parkedAt: '',
  label: '',
  expiresAt: '1000',
};

test('lines come in the order of their places, in whatever order Redis keeps a hash', () => {
  const cart = cartOfHash('c', { cup: '3:1', ...hash, tea: '2:5', pot: '12:2' });

  expect(cart).toEqual({
    id: 'c',
    locationId: 'l',
    lines: [
      { productId: 'tea', quantity: 5 },
      { productId: 'cup', quantity: 1 },
      { productId: 'pot', quantity: 2 },
    ],
    parkedAt: null,
    label: null,
    expiresAt: new Date(1000),
    version: 4,
  });
});

test('what a script answers is a hash, or the refusal it names', () => {
  expect(hashOfReply(['owner', '', 'tea', '2:5'])).toEqual({ owner: '', tea: '2:5' });
  expect(() => hashOfReply('full')).toThrow(expect.objectContaining({ code: 'cart.full' }));
  expect(() => hashOfReply('toString')).toThrow(expect.not.objectContaining({ kind: 'invalid' }));
});
