const EAN13 = /^\d{13}$/;

/** GS1 check digit of the first twelve digits: weights 1 and 3 in turn from the left. */
export function ean13CheckDigit(twelveDigits: string): number {
  const sum = [...twelveDigits].reduce(
    (total, digit, index) => total + Number(digit) * (index % 2 === 0 ? 1 : 3),
    0,
  );
  return (10 - (sum % 10)) % 10;
}

export function isEan13(barcode: string): boolean {
  return EAN13.test(barcode) && ean13CheckDigit(barcode.slice(0, 12)) === Number(barcode[12]);
}
