import type { taxNumbers } from '@comptoir/contracts/http/sale';
import { receiptBody } from '@comptoir/receipt';
import type { z } from 'zod';
import { onReceipt } from '../api/on-receipt.ts';
import type { Sale } from '../api/on-receipt.ts';
import { call } from '../api/session.ts';
import { t } from '../i18n/language.ts';
import { Loading, useLoad } from '../ui/load.tsx';
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
            <div
              class="receipt"
              dangerouslySetInnerHTML={{ __html: receiptBody(onReceipt(sale), known, 'bilingual', 'h2') }}
            />
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
