/** Why a line was left out, in the words the operator reads. */
export const LEFT_REASONS = {
  wrongEncoding: 'not UTF-8 text',
  lineTooLong: 'longer than 64 KiB',
  blankLine: 'blank',
  brokenQuotes: 'misplaced quotes, or a text over several lines',
  wrongColumnCount: 'wrong number of columns',
  controlCharacter: 'control characters',
  missingField: 'a required column is empty',
  fieldTooLong: 'a text longer than the catalogue holds',
  invalidSku: 'a SKU with characters it may not have',
  invalidNumber: 'not a number, or out of range',
  invalidBarcode: 'barcode is not a valid EAN-13',
  unknownTaxClass: 'unknown tax class',
  duplicateSku: 'SKU already on an earlier line',
  duplicateBarcode: 'barcode already on an earlier line',
  cancellation: 'cancelled invoice',
  notGoods: 'postage, fees, vouchers and other non-goods',
  noDescription: 'no description',
  clerkNote: "a clerk's note instead of a description",
  quantityNotPositive: 'quantity not above zero',
  priceNotPositive: 'price not above zero',
  refused: 'refused by the product service',
  notSent: 'not sent: the run ended early',
} as const;

export type LeftReason = keyof typeof LEFT_REASONS;
