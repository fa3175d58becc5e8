import type { TaxClass } from '@comptoir/pricing';
import { lineTotalCents, totalsOf } from '@comptoir/pricing';
import { AppError } from '@comptoir/service-kit';
import type { Tender } from './tender.ts';
import { settle } from './tender.ts';

export type SaleStatus = 'pending' | 'completed' | 'refused' | 'cancelling' | 'cancelled';

export interface SaleLine {
  productId: string;
  sku: string;
  nameFr: string;
  nameEn: string;
  taxClass: TaxClass;
  quantity: number;
  unitPriceCents: number;
  lineTotalCents: number;
}

export interface Sale {
  id: string;
  locationId: string;
  registerId: string | null;
  /** `MTL1-02`: location and register as receipts are numbered; register 00 stands for none. */
  till: string;
  receiptNumber: string | null;
  status: SaleStatus;
  soldBy: string;
  lines: SaleLine[];
  tenders: Tender[];
  subtotalCents: number;
  tpsCents: number;
  tvqCents: number;
  roundingCents: number;
  totalCents: number;
  changeCents: number;
  /** The checkout that made it; also the id of its reservation at stock. */
  sagaId: string;
  refusal: { code: string; detail: string } | null;
  cancellation: { reason: string; by: string; at: string } | null;
  createdAt: Date;
  completedAt: Date | null;
}

/** A product as the catalogue prices it now. */
export interface PricedProduct {
  id: string;
  sku: string;
  nameFr: string;
  nameEn: string;
  taxClass: TaxClass;
  priceCents: number;
}

export interface SaleDraft {
  id: string;
  sagaId: string;
  locationId: string;
  registerId: string | null;
  till: string;
  soldBy: string;
  lines: readonly { product: PricedProduct; quantity: number }[];
  tenders: Tender[];
  createdAt: Date;
}

/** A sale to be, priced and settled. Throws what `settle` throws. */
export function newSale({ lines: wanted, ...draft }: SaleDraft): Sale {
  const lines = wanted.map(({ product, quantity }) => lineOf(product, quantity));
  const { totalCents: dueCents, ...totals } = totalsOf(lines);
  return {
    ...draft,
    ...totals,
    ...settle(dueCents, draft.tenders),
    lines,
    status: 'pending',
    receiptNumber: null,
    refusal: null,
    cancellation: null,
    completedAt: null,
  };
}

function lineOf(product: PricedProduct, quantity: number): SaleLine {
  const { id: productId, sku, nameFr, nameEn, taxClass, priceCents: unitPriceCents } = product;
  const line = { productId, sku, nameFr, nameEn, taxClass, quantity, unitPriceCents };
  return { ...line, lineTotalCents: lineTotalCents(line) };
}

/** `MTL1-02-000123`. */
export function receiptNumber(till: string, sequence: number): string {
  return `${till}-${String(sequence).padStart(6, '0')}`;
}

export function saleNotFound(): AppError {
  return new AppError('notFound', 'sale.not_found', 'There is no sale of this id.');
}
