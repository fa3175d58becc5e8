import { randomBytes } from 'node:crypto';
import { expect, test } from '@jest/globals';
import { aesSealer } from './sealer.ts';

const sealer = aesSealer(randomBytes(32));

test('what is sealed opens again, and does not show', () => {
  const sealed = sealer.seal('the private key', 'key-1');

  expect(sealer.open(sealed, 'key-1')).toBe('the private key');
  expect(sealed).not.toContain('private');
  expect(sealer.seal('the private key', 'key-1')).not.toBe(sealed);
});

test('it opens with no other secret, under no other name, and not when it was touched', () => {
  const sealed = sealer.seal('the private key', 'key-1');
  const touched = `${sealed.slice(0, -4)}AAAA`;

  expect(() => aesSealer(randomBytes(32)).open(sealed, 'key-1')).toThrow('AUTH_KEY_SECRET is not the one');
  expect(() => sealer.open(sealed, 'key-2')).toThrow('key-2 cannot be opened');
  expect(() => sealer.open(touched, 'key-1')).toThrow('cannot be opened');
});
