import { AppError } from '@comptoir/service-kit';

/** Throws 422 `card.invalid` for a number that cannot be a card's: its check digit is wrong (Luhn, ISO/IEC 7812-1). */
export function assertCardNumber(cardNumber: string | undefined): void {
  if (cardNumber === undefined || luhnSum(cardNumber) % 10 === 0) return;
  throw new AppError(
    'invalid',
    'card.invalid',
    'This is not the number of a card: its check digit is wrong.',
  );
}

/** All that may be kept of a number; null for the terminal's own card, whose number we are never told. */
export const cardLast4 = (cardNumber: string | undefined): string | null => cardNumber?.slice(-4) ?? null;

/** From the right, every second digit counts double, less 9 when that has two digits. */
function luhnSum(digits: string): number {
  return [...digits].toReversed().reduce((sum, digit, index) => {
    const weighted = Number(digit) * (index % 2 === 0 ? 1 : 2);
    return sum + (weighted > 9 ? weighted - 9 : weighted);
  }, 0);
}
