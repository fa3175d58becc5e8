import type { sale } from '@comptoir/contracts/http/sale';
import type { z } from 'zod';
import { t } from '../i18n/language.ts';
import { saleTexts, salesTexts } from './sales-texts.ts';

export type Sale = z.infer<typeof sale>;

export const STATUS = {
  pending: { text: salesTexts.statusPending, tone: 'neutral' },
  completed: { text: salesTexts.statusCompleted, tone: 'good' },
  refused: { text: salesTexts.statusRefused, tone: 'bad' },
  cancelling: { text: salesTexts.statusCancelling, tone: 'warn' },
  cancelled: { text: salesTexts.statusCancelled, tone: 'warn' },
} as const;

/** What a sale is called: its receipt's number, if it has got one. */
export const saleName = ({ receiptNumber }: Sale): string => receiptNumber ?? t(saleTexts.noReceipt);
