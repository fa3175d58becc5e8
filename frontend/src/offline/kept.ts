import type { SaleRequest } from '@comptoir/contracts/http/sale';
import type { SaleOnReceipt } from '@comptoir/receipt';

/** A cash sale that was made here and is not known to have reached the server. */
export interface WaitingSale {
  /** The sale's own id: the server sells it once, however often it is sent. */
  id: string;
  key: string;
  body: SaleRequest;
  /** Who sold it: only they send it. */
  soldBy: string;
  madeAt: number;
  receipt: Omit<SaleOnReceipt, 'at'>;
  /** What the server had against it: a person must look. */
  refusal?: { code: string; detail: string };
}

/** A cart put aside at this till until its customer comes back; it needs no network. */
export interface ParkedCart {
  id: string;
  label: string;
  lines: readonly { productId: string; quantity: number }[];
  parkedAt: number;
}
