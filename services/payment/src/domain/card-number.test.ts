import { expect, test } from '@jest/globals';
import { assertCardNumber, cardLast4 } from './card-number.ts';

test.each(['4242424242424242', '4000000000000002', '378282246310005', '6011000990139424'])(
  '%s is a card number',
  (number) => {
    expect(() => {
      assertCardNumber(number);
    }).not.toThrow();
  },
);

test.each(['4242424242424241', '4224242424242424', '123456789012'])('%s is not', (number) => {
  expect(() => {
    assertCardNumber(number);
  }).toThrow(expect.objectContaining({ kind: 'invalid', code: 'card.invalid' }));
});

test('the refusal does not repeat the number', () => {
  expect(() => {
    assertCardNumber('4242424242424241');
  }).toThrow(expect.objectContaining({ message: expect.not.stringContaining('4242'), details: [] }));
});

test('the terminal’s own card has no number to check or keep', () => {
  assertCardNumber(undefined);

  expect(cardLast4(undefined)).toBeNull();
  expect(cardLast4('4242424242429995')).toBe('9995');
});
