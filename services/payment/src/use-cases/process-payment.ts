import type { Actor, Answer, IdempotentRequest } from '@comptoir/service-kit';
import { isTransient, ok, stillRunning } from '@comptoir/service-kit';
import { assertCardNumber } from '../domain/card-number.ts';
import type { Charge, Unsettled } from '../domain/charge.ts';
import { isUnsettled } from '../domain/charge.ts';
import { paymentView } from '../domain/payment-view.ts';
import { assertCaptured, paymentClosed, paymentInProgress, paymentNotFound } from '../domain/refusals.ts';
import { attempted } from '../domain/transitions.ts';
import { conclude } from './conclude.ts';
import { originOf } from './origin-of.ts';
import type { PaymentUnit, Work } from './ports.ts';
import type { SettleDeps } from './settle-charge.ts';
import { settleCharge } from './settle-charge.ts';

export interface ProcessDeps extends SettleDeps {
  newId(): string;
}

export interface Processing {
  id: string;
  cardNumber: string;
  actor: Actor;
}

/**
 * A customer pays what an order asks for. Throws 404 for a payment of somebody else, 402 `payment.declined` (another
 * Idempotency-Key is another try), 409 `payment.closed` once paid or called off, 409 `payment.in_progress` while another
 * try is undecided, and `payment.provider_timeout` while this one is: the same key then finds out what became of it.
 */
export async function processPayment(
  deps: ProcessDeps,
  processing: Processing,
  request: IdempotentRequest,
  context: Work,
): Promise<Answer> {
  const { id, cardNumber, actor } = processing;
  assertCardNumber(cardNumber);
  const payment = await deps.inTransaction(context, ({ charges }) => charges.find(id));
  if (payment === undefined || payment.customerId !== actor.sub) throw paymentNotFound();
  await settleEarlier(deps, payment, context);

  const origin = originOf(context, request);
  const attempt = { providerKey: deps.newId(), cardNumber, origin, now: context.now };
  const begun = await deps.inTransaction(context, (unit) =>
    begin(unit, id, request, context.now, (charge) => attempted(charge, attempt)),
  );
  if ('answer' in begun) return begun.answer;

  const { providerKey: idempotencyKey, amountCents } = begun.attempt;
  const record = await deps.provider.charge({ idempotencyKey, amountCents, cardNumber }, context);
  const concluded = await conclude(deps, begun.attempt, record, context);
  assertCaptured(concluded);
  return ok(paymentView(concluded));
}

/** A try may have been left undecided, perhaps one of this very key; while that cannot be found out, it stays in progress. */
async function settleEarlier(deps: ProcessDeps, payment: Charge, context: Work): Promise<void> {
  try {
    await settleCharge(deps, payment, context);
  } catch (error) {
    if (!isTransient(error)) throw error;
  }
}

async function begin(
  { idempotency, charges }: PaymentUnit,
  id: string,
  request: IdempotentRequest,
  now: Date,
  attemptAt: (charge: Charge) => Charge,
): Promise<{ answer: Answer } | { attempt: Unsettled }> {
  const claim = await idempotency.claim(request, now);
  if (claim.state === 'done') return { answer: claim.answer };
  if (claim.state === 'running') throw stillRunning();

  const charge = await charges.findForUpdate(id);
  if (charge === undefined) throw paymentNotFound();
  if (charge.status === 'pending') throw paymentInProgress();
  if (charge.status !== 'requested' && charge.status !== 'declined') throw paymentClosed();
  const attempt = attemptAt(charge);
  if (!isUnsettled(attempt)) throw new Error('an attempt waits for the provider');
  await charges.save(attempt);
  return { attempt };
}
