import { expect, test } from '@jest/globals';
import { readCode } from './scanned-code.ts';

test('thirteen digits with a right check digit are a barcode, twelve are one of America', () => {
  expect(readCode('4006381333931')).toEqual({ kind: 'barcode', barcode: '4006381333931', quantity: 1 });
  expect(readCode('036000291452')).toEqual({ kind: 'barcode', barcode: '0036000291452', quantity: 1 });
});

test('a quantity may stand in front', () => {
  expect(readCode('3*4006381333931')).toMatchObject({ kind: 'barcode', quantity: 3 });
  expect(readCode('12*the')).toEqual({ kind: 'other', text: 'the', quantity: 12 });
  expect(readCode('0*the')).toMatchObject({ quantity: 1 });
});

test('a wrong check digit was misread', () => {
  expect(readCode('4006381333932')).toEqual({ kind: 'misread', code: '4006381333932' });
});

test('anything else is a name or a SKU', () => {
  expect(readCode(' PRO-001 ')).toEqual({ kind: 'other', text: 'PRO-001', quantity: 1 });
  expect(readCode('400638')).toEqual({ kind: 'other', text: '400638', quantity: 1 });
});
