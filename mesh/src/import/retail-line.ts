import { cents } from '@comptoir/contracts/primitives';
import { isClerkNote } from './clerk-note.ts';
import type { LeftReason } from './left-reasons.ts';
import { centsAt } from './money.ts';
import type { Rate } from './money.ts';

export const RETAIL_COLUMNS = [
  'InvoiceNo',
  'StockCode',
  'Description',
  'Quantity',
  'InvoiceDate',
  'UnitPrice',
  'CustomerID',
  'Country',
] as const;

export type RetailField = (column: (typeof RETAIL_COLUMNS)[number]) => string;

/** One invoice line that sold goods. */
export interface RetailSale {
  /** StockCode as written: the same article appears as `85123A` and `85123a`. */
  writtenCode: string;
  description: string;
  quantity: number;
  priceCents: number;
}

/** Goods are numbered with five digits and up to two letters; `DCGS…` is the retailer's own range of goods. */
const GOODS_CODE = /^(\d{5}[A-Z]{0,2}|DCGS[A-Z0-9]{1,8})$/i;
const WHOLE_NUMBER = /^-?\d{1,9}$/;

/** The sale on one line, or the first reason not to take it; reasons are asked from the plainest to the finest. */
export function parseRetailLine(field: RetailField, rate: Rate): RetailSale | LeftReason {
  const writtenCode = field('StockCode').trim();
  const description = field('Description').replaceAll(/\s+/g, ' ').trim();
  const quantity = field('Quantity').trim();
  const priceCents = centsAt(rate, field('UnitPrice').trim());

  if (/^C/i.test(field('InvoiceNo').trim())) return 'cancellation';
  if (!GOODS_CODE.test(writtenCode)) return 'notGoods';
  if (description === '') return 'noDescription';
  if (isClerkNote(description)) return 'clerkNote';
  if (!WHOLE_NUMBER.test(quantity) || priceCents === undefined) return 'invalidNumber';
  if (Number(quantity) <= 0) return 'quantityNotPositive';
  if (priceCents <= 0) return 'priceNotPositive';
  if (!cents.safeParse(priceCents).success) return 'invalidNumber';
  return { writtenCode, description, quantity: Number(quantity), priceCents };
}
