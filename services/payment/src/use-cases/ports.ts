import type { Context, IdempotencyStore } from '@comptoir/service-kit';
import type { Charge } from '../domain/charge.ts';
import type { ProviderRecord } from '../domain/provider-record.ts';

/** What use cases know of the request, or the background job, they work for. */
export type Work = Pick<
  Context,
  'traceparent' | 'correlationId' | 'causationId' | 'actor' | 'now' | 'deadline'
>;

export interface Charges {
  /** False when a charge of this id exists already. */
  add(charge: Charge): Promise<boolean>;
  find(id: string): Promise<Charge | undefined>;
  /** Locks the row until the transaction ends. */
  findForUpdate(id: string): Promise<Charge | undefined>;
  /** Writes all that may change after a charge was added. */
  save(charge: Charge): Promise<void>;
}

/** Cards by the hash of their code. */
export interface GiftCards {
  /** False when the card exists already; its balance is left alone. */
  add(card: string, balanceCents: number): Promise<boolean>;
  /** Takes all of the amount or nothing. */
  debit(card: string, amountCents: number): Promise<'debited' | 'insufficient' | 'unknown'>;
  credit(card: string, amountCents: number): Promise<void>;
}

/** What payment tells the others, kept with the change it tells of. */
export interface PaymentEvents {
  /** A charge has come to this state. States that concern nobody else are not published. */
  reached(charge: Charge): Promise<void>;
}

export interface PaymentUnit {
  charges: Charges;
  giftCards: GiftCards;
  events: PaymentEvents;
  idempotency: IdempotencyStore;
}

/** Opens a transaction and hands out its unit; all of the work happens, or none. The provider is never asked inside. */
export type InTransaction = <T>(context: Work, work: (unit: PaymentUnit) => Promise<T>) => Promise<T>;

export interface ProviderCharge {
  /** The same key is charged once, and gets the same answer for ever. */
  idempotencyKey: string;
  amountCents: number;
  /** Without one, the card is the terminal's own. */
  cardNumber?: string;
}

/**
 * Whoever moves money between banks. Each call throws `payment.provider_timeout` when the provider is silent,
 * unreachable or not understood: then nobody knows what it did.
 */
export interface CardProvider {
  charge(request: ProviderCharge, context: Work): Promise<ProviderRecord>;
  /** What became of a key; `unknown` when no charge of it has arrived, which may still be on its way. */
  find(idempotencyKey: string, context: Work): Promise<ProviderRecord>;
  /**
   * Gives back what was charged under a key, once, and closes the key: a charge that arrives later takes nothing. Card
   * networks know this as a reversal, and it is what makes giving up on a silent provider safe.
   */
  refund(idempotencyKey: string, context: Work): Promise<ProviderRecord>;
}

export interface PaymentDeps {
  inTransaction: InTransaction;
  provider: CardProvider;
}
