import { id } from '@comptoir/contracts/primitives';
import type { Route } from '@comptoir/service-kit';
import { AppError, assertWorksAt, html, roles, route } from '@comptoir/service-kit';
import { z } from 'zod';
import { saleNotFound } from '../domain/sale.ts';
import { receiptHtml } from '../domain/receipt.ts';
import type { TaxNumbers } from '../domain/receipt.ts';
import type { SaleReads } from '../repositories/sales.read.ts';

export interface ReceiptsDeps {
  reads: SaleReads;
  taxNumbers: TaxNumbers;
}

export function receiptsRoutes({ reads, taxNumbers }: ReceiptsDeps): Route[] {
  return [
    route(
      'GET',
      '/api/sales/:id/receipt',
      {
        summary: 'The receipt, in French or in both languages, for an 80 mm printer',
        access: roles('clerk', 'manager', 'headOffice', 'operator'),
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
        return html(
          receiptHtml(
            { ...sale, receiptNumber: sale.receiptNumber, completedAt: sale.completedAt },
            taxNumbers,
            query.lang,
          ),
        );
      },
    ),
  ];
}
