import type { ReceiptLanguage, TaxNumbers } from '@comptoir/receipt';
import { receiptBody } from '@comptoir/receipt';
import type { Sale } from './sale.ts';

type NumberedSale = Sale & { receiptNumber: string; completedAt: Date };

/** The receipt as one HTML page without script, for screen and 80 mm paper. */
export function receiptPage(
  sale: NumberedSale,
  taxNumbers: TaxNumbers,
  language: ReceiptLanguage,
  style: string,
): string {
  const mark = sale.status === 'cancelled' || sale.status === 'cancelling' ? 'cancelled' : undefined;
  return `<!doctype html>
<html lang="fr-CA">
<head><meta charset="utf-8"><title>${sale.receiptNumber}</title><style>${style}</style></head>
<body class="receipt">
${receiptBody({ ...sale, at: sale.completedAt, mark }, taxNumbers, language)}
</body>
</html>`;
}
