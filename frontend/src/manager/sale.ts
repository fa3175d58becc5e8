import type { Sale } from '../api/on-receipt.ts';
import { t } from '../i18n/language.ts';
import { saleTexts, salesTexts } from './sales-texts.ts';

export const STATUS = {
  pending: { text: salesTexts.statusPending, tone: 'neutral' },
  completed: { text: salesTexts.statusCompleted, tone: 'good' },
  refused: { text: salesTexts.statusRefused, tone: 'bad' },
  cancelling: { text: salesTexts.statusCancelling, tone: 'warn' },
  cancelled: { text: salesTexts.statusCancelled, tone: 'warn' },
} as const;

/** What a sale is called: its receipt's number, if it has got one. */
export const saleName = ({ receiptNumber }: Sale): string => receiptNumber ?? t(saleTexts.noReceipt);
