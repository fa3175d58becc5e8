import type { IdempotentRequest } from '@comptoir/service-kit';
import { aContext } from '@comptoir/service-kit/testing';
import type { RegisterSession } from '../domain/register-session.ts';
import type { Saga } from '../domain/saga.ts';
import { newSaga } from '../domain/saga.ts';
import type { Sale } from '../domain/sale.ts';
import { newSale } from '../domain/sale.ts';
import type { Tender } from '../domain/tender.ts';
import { aProduct } from './neighbours.fake.ts';

export const lea = { sub: 'lea', role: 'clerk', locationId: 'shop' } as const;
export const context = aContext({ actor: lea });
export const theRequest: IdempotentRequest = { owner: 'lea', key: 'key-1', fingerprint: 'f'.repeat(64) };

export const cash = (amountCents: number): Tender => ({ type: 'cash', amountCents });
export const card = (amountCents: number, chargeId = 'charge-1'): Tender => ({
  type: 'card',
  amountCents,
  chargeId,
});

/** One tea of 10.00 at a till, not yet sold; its saga is `saga-1`. */
export function aSale(changes: Partial<Sale> = {}, tenders: Tender[] = [cash(1000)]): Sale {
  const draft = newSale({
    id: 'sale-1',
    sagaId: 'saga-1',
    locationId: 'shop',
    registerId: null,
    till: 'MTL1-01',
    soldBy: lea.sub,
    lines: [{ product: aProduct(), quantity: 1 }],
    tenders,
    createdAt: context.now,
  });
  return { ...draft, ...changes };
}

export function aSaga(changes: Partial<Saga> = {}): Saga {
  const { traceparent, correlationId } = context;
  const opened = newSaga(
    {
      id: 'saga-1',
      kind: 'checkout',
      saleId: 'sale-1',
      locationId: 'shop',
      origin: { traceparent, correlationId, actor: lea, idempotency: theRequest },
      leaseOwner: 'sale-1/run-1',
      startedAt: context.now,
    },
    'a till asked to sell',
  );
  return { ...opened, ...changes };
}

/** The till's register since an hour, with 100.00 in its drawer. */
export function aSession(changes: Partial<RegisterSession> = {}): RegisterSession {
  return {
    id: 'session-1',
    locationId: 'shop',
    registerId: 'r1',
    till: 'MTL1-01',
    openedBy: lea.sub,
    openedAt: new Date(context.now.getTime() - 3_600_000),
    openingFloatCents: 10_000,
    closing: null,
    ...changes,
  };
}
