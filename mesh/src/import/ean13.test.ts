import { expect, test } from '@jest/globals';
import { isEan13 } from './ean13.ts';
import { internalBarcode } from './internal-barcode.ts';

test.each(['4006381333931', '0012345678905', '9780201379624'])('%s is an EAN-13', (barcode) => {
  expect(isEan13(barcode)).toBe(true);
});

test.each([
  ['4006381333932', 'its check digit is wrong'],
  ['400638133393', 'a digit is missing'],
  ['40063813339310', 'a digit too many'],
  ['400638133393X', 'it has a letter'],
  ['４００６３８１３３３９３１', 'its digits are not ASCII'],
  ['', 'it is empty'],
])('%s is none: %s', (barcode) => {
  expect(isEan13(barcode)).toBe(false);
});

test('a code of digits and letters has an in-store barcode of its own', () => {
  const codes = ['85123', '85123A', '85123B', '85123AB', '85123BA', '08512', '15056BL'];

  const barcodes = codes.map((code) => internalBarcode(code) ?? '');

  expect(new Set(barcodes).size).toBe(codes.length);
  expect(barcodes.every((barcode) => isEan13(barcode) && barcode.startsWith('29'))).toBe(true);
  expect(internalBarcode('85123A')).toBe('2985123010007');
});

test('a code of any other form has none', () => {
  expect(internalBarcode('DCGS0003')).toBeUndefined();
});
