import { cents, sku as skuSchema, taxClass as taxClassSchema } from '@comptoir/contracts/primitives';
import { z } from 'zod';
import { isEan13 } from './ean13.ts';
import { MAX_LENGTH } from './goods.ts';
import type { Goods } from './goods.ts';
import type { LeftReason } from './left-reasons.ts';

export const REQUIRED_COLUMNS = ['sku', 'nameFr', 'nameEn', 'category', 'taxClass', 'priceCents'] as const;
export const OPTIONAL_COLUMNS = ['barcode', 'openingStock'] as const;

/** The trimmed field of a column; empty when the file has no such column. */
export type FieldOf = (column: (typeof REQUIRED_COLUMNS | typeof OPTIONAL_COLUMNS)[number]) => string;

const WHOLE_NUMBER = /^\d{1,9}$/;
const units = z.int().max(1_000_000);

/** What one line of a catalogue offers, or why it cannot be taken. */
export function parseCatalogueRow(field: FieldOf): Pick<Goods, 'product' | 'openingQuantity'> | LeftReason {
  const [sku, barcode] = [field('sku'), field('barcode')];
  const names = { nameFr: field('nameFr'), nameEn: field('nameEn'), category: field('category') };
  const taxClass = taxClassSchema.safeParse(field('taxClass'));
  const price = cents.safeParse(wholeNumber(field('priceCents')));
  const stock = units.safeParse(wholeNumber(field('openingStock') || '0'));

  const badText = textProblem(field, names);
  if (badText !== undefined) return badText;
  if (!skuSchema.safeParse(sku).success) return 'invalidSku';
  if (barcode !== '' && !isEan13(barcode)) return 'invalidBarcode';
  if (!taxClass.success) return 'unknownTaxClass';
  if (!price.success || !stock.success) return 'invalidNumber';
  if (price.data === 0) return 'priceNotPositive';

  const product = { sku, ...names, taxClass: taxClass.data, priceCents: price.data };
  return {
    product: barcode === '' ? product : { ...product, barcode },
    ...(stock.data === 0 ? {} : { openingQuantity: stock.data }),
  };
}

function textProblem(
  field: FieldOf,
  { nameFr, nameEn, category }: Record<'nameFr' | 'nameEn' | 'category', string>,
): LeftReason | undefined {
  if (REQUIRED_COLUMNS.some((column) => field(column) === '')) return 'missingField';
  if (Math.max(nameFr.length, nameEn.length) > MAX_LENGTH.name) return 'fieldTooLong';
  return category.length > MAX_LENGTH.category ? 'fieldTooLong' : undefined;
}

function wholeNumber(text: string): number | undefined {
  return WHOLE_NUMBER.test(text) ? Number(text) : undefined;
}
