import { rightCheckDigit } from '../ean13.ts';

export type Scanned =
  | { kind: 'barcode'; barcode: string; quantity: number }
  | { kind: 'misread'; code: string }
  | { kind: 'other'; text: string; quantity: number };

const MOST_UNITS = 999;

/**
 * What a scanner or a person entered: `3*4006381333931` are three of a barcode. UPC-A is EAN-13 without its leading zero.
 * Twelve or thirteen digits whose check digit is wrong were misread (GS1).
 */
export function readCode(entered: string): Scanned {
  const [, times, rest = ''] = /^(?:(\d{1,3})\*)?(.*)$/s.exec(entered.trim()) ?? [];
  const quantity = Math.min(Math.max(Number(times ?? 1), 1), MOST_UNITS);
  const code = rest.trim();
  if (!/^\d{12,13}$/.test(code)) return { kind: 'other', text: code, quantity };
  const barcode = code.padStart(13, '0');
  const wasReadRight = rightCheckDigit(barcode) === undefined;
  return wasReadRight ? { kind: 'barcode', barcode, quantity } : { kind: 'misread', code };
}
