/** The digit that thirteen digits should end in (GS1: weighted 1 and 3 in turn, the sum ends in 0); undefined when they do, or are not thirteen. */
export function rightCheckDigit(digits: string): number | undefined {
  if (!/^\d{13}$/.test(digits)) return undefined;
  const weighed = Array.from(
    digits.slice(0, 12),
    (digit, index) => Number(digit) * (index % 2 === 0 ? 1 : 3),
  );
  const right = (10 - (weighed.reduce((sum, value) => sum + value) % 10)) % 10;
  return right === Number(digits[12]) ? undefined : right;
}
