import { createHash } from 'node:crypto';
import { taxNumbers as taxNumbersAnswer } from '@comptoir/contracts/http/sale';
import { id } from '@comptoir/contracts/primitives';
import type { TaxNumbers } from '@comptoir/receipt';
import type { Route } from '@comptoir/service-kit';
import { AppError, assertWorksAt, html, ok, roles, route } from '@comptoir/service-kit';
import { z } from 'zod';
import { saleNotFound } from '../domain/sale.ts';
import { receiptPage } from '../domain/receipt.ts';
import type { SaleReads } from '../repositories/sales.read.ts';

export interface ReceiptsDeps {
  reads: SaleReads;
  taxNumbers: TaxNumbers;
  /** How receipts look: packages/receipt/src/receipt.css. */
  style: string;
}

/** Lets a page load nothing and wear this one style; the gateway's own policy would forbid that too. */
function policyOf(style: string): string {
  const digest = createHash('sha256').update(style).digest('base64');
  return `default-src 'none'; style-src 'sha256-${digest}'; frame-ancestors 'none'`;
}

const READERS = ['clerk', 'manager', 'headOffice', 'operator'] as const;

export function receiptsRoutes({ reads, taxNumbers, style }: ReceiptsDeps): Route[] {
  const policy = policyOf(style);
  return [
    route(
      'GET',
      '/api/sales/tax-numbers',
      {
        summary: 'The registration numbers that stand on every receipt, for a till that prints without us',
        access: roles(...READERS),
        answers: { 200: taxNumbersAnswer },
      },
      () => Promise.resolve(ok(taxNumbers)),
    ),

    route(
      'GET',
      '/api/sales/:id/receipt',
      {
        summary: 'The receipt, in French or in both languages, for an 80 mm printer',
        access: roles(...READERS),
        params: z.object({ id }),
        query: z.object({ lang: z.enum(['fr', 'bilingual']).default('bilingual') }),
        answers: { 200: 'text/html' },
        refusals: { 'sale.no_receipt': 'the sale was not completed (409)' },
      },
      async ({ params, query, actor }) => {
        const sale = await reads.sale(params.id);
        if (sale === undefined) throw saleNotFound();
        assertWorksAt(actor, sale.locationId);
        if (sale.receiptNumber === null || sale.completedAt === null) {
          throw new AppError('conflict', 'sale.no_receipt', 'This sale was not completed.');
        }
        const page = html(
          receiptPage(
            { ...sale, receiptNumber: sale.receiptNumber, completedAt: sale.completedAt },
            taxNumbers,
            query.lang,
            style,
          ),
        );
        return { ...page, headers: { ...page.headers, 'Content-Security-Policy': policy } };
      },
    ),
  ];
}
