import type { Product } from '@comptoir/contracts/http/product';
import { parseAmount } from '../i18n/amount.ts';
import { amountText } from '../i18n/format.ts';

/** A product as it is being typed. */
export interface ProductDraft {
  sku: string;
  barcode: string;
  nameFr: string;
  nameEn: string;
  category: string;
  taxClass: Product['taxClass'];
  price: string;
}

export function draftOf(product: Product | undefined): ProductDraft {
  if (product === undefined) {
    return { sku: '', barcode: '', nameFr: '', nameEn: '', category: '', taxClass: 'taxable', price: '' };
  }
  const { sku, barcode, nameFr, nameEn, category, taxClass, priceCents } = product;
  return { sku, barcode: barcode ?? '', nameFr, nameEn, category, taxClass, price: amountText(priceCents) };
}

/** As the API takes it. A price that is no amount goes as null: the API refuses it, together with whatever else is wrong. */
export function bodyOf({ price, barcode, ...draft }: ProductDraft): object {
  const digits = barcode.replaceAll(/\s/g, '');
  return { ...draft, barcode: digits === '' ? null : digits, priceCents: parseAmount(price) ?? null };
}
