import type { DeclineCode } from './charge.ts';

/** What the card provider holds under one idempotency key. The first thing it holds there stays; only `captured` turns. */
export type ProviderRecord =
  | { status: 'captured' | 'refunded'; authorization: string; last4: string }
  | { status: 'declined'; reason: DeclineCode }
  /** Closed before anything was charged: nothing ever will be. */
  | { status: 'void' }
  | { status: 'unknown' };

/** The proof that money was taken. */
export type Capture = { authorization: string; last4: string };
