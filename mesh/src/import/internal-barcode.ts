import { ean13CheckDigit } from './ean13.ts';

const NUMBERED_CODE = /^(\d{5})([A-Z]?)([A-Z]?)$/;
/** GS1 keeps 20 to 29 for numbers a shop gives itself; 29 holds what was imported. */
const PREFIX = '29';

/**
 * An in-store EAN-13 for a code of five digits and up to two letters: prefix, digits, two digits for each letter
 * (00 for none), a 0, check digit. No two codes can share one, because every part of the code is in it. Other codes
 * get none.
 */
export function internalBarcode(code: string): string | undefined {
  const match = NUMBERED_CODE.exec(code);
  if (match === null) return undefined;
  const [, digits = '', first = '', second = ''] = match;
  const twelve = `${PREFIX}${digits}${letterNumber(first)}${letterNumber(second)}0`;
  return `${twelve}${ean13CheckDigit(twelve)}`;
}

function letterNumber(letter: string): string {
  const number = letter === '' ? 0 : letter.charCodeAt(0) - 'A'.charCodeAt(0) + 1;
  return String(number).padStart(2, '0');
}
