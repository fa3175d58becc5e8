import type { ChargeRequest, PaymentRequest } from '@comptoir/contracts/http/payment';
import type { declineCode, paymentMeans, paymentStatus } from '@comptoir/contracts/http/payment';
import type { Actor, IdempotentRequest } from '@comptoir/service-kit';
import type { z } from 'zod';
import { cardLast4 } from './card-number.ts';
import { giftCardHash } from './gift-card.ts';

/**
 * requested -> pending -> captured -> refunded
 *              pending -> declined -> pending     an online order's customer tries again
 *              pending -> requested               an attempt the provider never heard of was given up
 * void: closed before any money was taken, or before it was even asked for
 */
export type ChargeStatus = z.infer<typeof paymentStatus>;
export type DeclineCode = z.infer<typeof declineCode>;

/** The request that set an attempt off; events and the idempotency key of later hours go back to it. */
export interface Origin {
  traceparent: string;
  correlationId: string;
  actor?: Actor;
  idempotency?: IdempotentRequest;
}

/** Money asked for once, for one sale or order. Numbers of cards and codes of gift cards are never part of it. */
export interface Charge {
  id: string;
  /** The sale or the order. */
  reference: string;
  /** Null for an online order. */
  locationId: string | null;
  /** Null at a till. */
  customerId: string | null;
  amountCents: number;
  means: z.infer<typeof paymentMeans> | null;
  last4: string | null;
  /** Hash of the gift card's code. */
  giftCard: string | null;
  status: ChargeStatus;
  /** What the provider knows this attempt by. */
  providerKey: string | null;
  authorization: string | null;
  declineCode: DeclineCode | null;
  /**
   * Set before the provider is told to take nothing any more under this key, and to give back what it took: for good,
   * or because an attempt is given up.
   */
  closing: 'refund' | 'abandon' | null;
  refundReason: string | null;
  origin: Origin | null;
  /** Since when only the provider knows what became of it; null when we know too. */
  unsettledSince: Date | null;
  version: number;
  createdAt: Date;
}

/** A charge that waits for the provider's word. */
export type Unsettled = Charge & { providerKey: string; unsettledSince: Date };

const BLANK = {
  locationId: null,
  customerId: null,
  amountCents: 0,
  means: null,
  last4: null,
  giftCard: null,
  providerKey: null,
  authorization: null,
  declineCode: null,
  closing: null,
  refundReason: null,
  origin: null,
  unsettledSince: null,
  version: 1,
} as const;

/** A till's charge, before anybody is asked for money. */
export function newCharge(request: ChargeRequest, origin: Origin, createdAt: Date): Charge {
  const { id, reference, locationId, amountCents, means } = request;
  const charge = {
    ...BLANK,
    id,
    reference,
    locationId,
    amountCents,
    origin,
    status: 'pending' as const,
    createdAt,
  };
  if (means.type === 'giftCard') {
    const code = means.giftCardCode;
    return { ...charge, means: 'giftCard', last4: code.slice(-4), giftCard: giftCardHash(code) };
  }
  return {
    ...charge,
    means: 'card',
    last4: cardLast4(means.cardNumber),
    providerKey: id,
    unsettledSince: createdAt,
  };
}

/** Money an online order waits for. */
export const newPaymentRequest = (request: PaymentRequest, createdAt: Date): Charge => ({
  ...BLANK,
  ...request,
  status: 'requested',
  createdAt,
});

/** What is remembered of an id that was refunded before it was charged: a charge still on its way finds it closed. */
export const newTombstone = (id: string, reference: string, createdAt: Date): Charge => ({
  ...BLANK,
  id,
  reference,
  status: 'void',
  createdAt,
});

export function isUnsettled(charge: Charge): charge is Unsettled {
  return charge.unsettledSince !== null && charge.providerKey !== null;
}

/** No money can be taken for it any more. */
export function isClosed({ status, closing }: Pick<Charge, 'status' | 'closing'>): boolean {
  return status === 'void' || status === 'refunded' || closing === 'refund';
}
