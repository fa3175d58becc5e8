import { expect, test } from '@jest/globals';
import { assertAcceptable, normalizedPassword } from './password.ts';

test('a password that is the username is refused, whatever its case', () => {
  expect(() => {
    assertAcceptable('Lea.Tremblay', 'lea.tremblay');
  }).toThrow(
    expect.objectContaining({
      kind: 'invalid',
      code: 'password.is_username',
      details: [expect.objectContaining({ pointer: '/password' })],
    }),
  );
});

test('any other is fine, without digits or signs too', () => {
  expect(() => {
    assertAcceptable('aaaaaaaaaa', 'lea.tremblay');
  }).not.toThrow();
});

test('the same letters typed on two keyboards are one password', () => {
  expect(normalizedPassword('cafe\u0301')).toBe(normalizedPassword('caf\u00e9'));
});
