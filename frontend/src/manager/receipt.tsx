import type { taxNumbers } from '@comptoir/contracts/http/sale';
import { receiptBody } from '@comptoir/receipt';
import type { z } from 'zod';
import { call } from '../api/session.ts';
import { t } from '../i18n/language.ts';
import { Loading, useLoad } from '../ui/load.tsx';
import type { Sale } from './sale.ts';
import { saleTexts } from './sales-texts.ts';
import '@comptoir/receipt/receipt.css';

/** What the customer was given, as it would be printed today: marked when the sale was cancelled. */
export function Receipt({ sale, onBack }: { sale: Sale; onBack(): void }) {
  const numbers = useLoad(
    (signal) => call<z.infer<typeof taxNumbers>>('/api/sales/tax-numbers', { signal }),
    [],
  );
  return (
    <>
      <Loading of={numbers}>
        {(known) => (
          <section class="receipt-paper" aria-label={t(saleTexts.receipt)} tabIndex={0}>
            {/* Made of escaped texts by @comptoir/receipt. */}
            <div class="receipt" dangerouslySetInnerHTML={{ __html: markupOf(sale, known) }} />
          </section>
        )}
      </Loading>
      <div class="actions">
        <button type="button" onClick={onBack} autofocus>
          {t(saleTexts.backToSale)}
        </button>
      </div>
    </>
  );
}

function markupOf(sale: Sale, numbers: z.infer<typeof taxNumbers>): string {
  const isUndone = sale.status === 'cancelled' || sale.status === 'cancelling';
  const receipt = {
    ...sale,
    receiptNumber: sale.receiptNumber ?? '',
    at: new Date(sale.completedAt ?? sale.createdAt),
    mark: isUndone ? ('cancelled' as const) : undefined,
  };
  return receiptBody(receipt, numbers, 'bilingual', 'h2');
}
