import type { sale } from '@comptoir/contracts/http/sale';
import type { SaleOnReceipt } from '@comptoir/receipt';
import type { z } from 'zod';

export type Sale = z.infer<typeof sale>;

/** A sale as its receipt shows it: marked when it was cancelled. */
export function onReceipt(sold: Sale): SaleOnReceipt {
  const { receiptNumber, status, completedAt, createdAt } = sold;
  return {
    ...sold,
    receiptNumber: receiptNumber ?? '',
    at: new Date(completedAt ?? createdAt),
    mark: status === 'cancelled' || status === 'cancelling' ? 'cancelled' : undefined,
  };
}
