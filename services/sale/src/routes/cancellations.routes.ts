import { id } from '@comptoir/contracts/primitives';
import { cancelRequest, sale } from '@comptoir/contracts/http/sale';
import type { Answer, Context, IdempotentRequest, Route } from '@comptoir/service-kit';
import { assertWorksAt, idempotentRequestOf, isTransient, roles, route } from '@comptoir/service-kit';
import { z } from 'zod';
import { newSaga } from '../domain/saga.ts';
import type { Saga } from '../domain/saga.ts';
import type { Sale } from '../domain/sale.ts';
import { saleView } from '../domain/sale-view.ts';
import { openCancellation, runCancellation } from '../use-cases/cancel-sale.ts';
import type { SagaDeps } from '../use-cases/ports.ts';

export interface CancellationsDeps {
  sagas: SagaDeps;
  clerkLimitCents: number;
  leaseOwner(): string;
  newId(): string;
}

export function cancellationsRoutes({
  sagas,
  clerkLimitCents,
  leaseOwner,
  newId,
}: CancellationsDeps): Route[] {
  return [
    route(
      'POST',
      '/api/sales/:id/cancel',
      {
        summary: 'Undo a completed sale: money and goods go back, the sale stays, marked',
        access: roles('clerk', 'manager', 'headOffice'),
        idempotency: 'required',
        params: z.object({ id }),
        body: cancelRequest,
        answers: { 200: sale, 202: sale },
        refusals: {
          'sale.not_cancellable': 'it is not completed (409)',
          'sale.cancel_limit': 'above what a clerk may cancel alone (403)',
        },
      },
      async (request) => {
        const { params, body, actor, context } = request;
        const idempotent = idempotentRequestOf(request);
        const opened = await sagas.inTransaction(context, (unit) =>
          openCancellation(
            unit,
            {
              saleId: params.id,
              reason: body.reason,
              actor,
              clerkLimitCents,
              assertMayTouch: ({ locationId }) => {
                assertWorksAt(actor, locationId);
              },
              sagaFor: (cancelled) => sagaFor(cancelled, newId(), leaseOwner(), idempotent, context),
            },
            idempotent,
            context.now,
          ),
        );
        return 'status' in opened ? opened : finishNowOrLater(sagas, opened.saga, opened.sale, context);
      },
    ),
  ];
}

/** Written down, it will be finished in any case: when a service is away right now, the answer says so instead of failing. */
async function finishNowOrLater(
  deps: SagaDeps,
  saga: Saga,
  cancelling: Sale,
  context: Context,
): Promise<Answer> {
  try {
    return await runCancellation(deps, saga, cancelling, context);
  } catch (error) {
    if (!isTransient(error)) throw error;
    await deps.inTransaction(context, (unit) => unit.sagas.surrender(saga));
    return { status: 202, body: saleView(cancelling) };
  }
}

function sagaFor(
  { id: saleId, locationId }: Sale,
  sagaId: string,
  leaseOwner: string,
  idempotency: IdempotentRequest,
  context: Context,
): Saga {
  const { traceparent, correlationId, actor, now } = context;
  if (actor === undefined) throw new Error('a cancellation has an actor');
  return newSaga(
    {
      id: sagaId,
      kind: 'cancellation',
      saleId,
      locationId,
      origin: { traceparent, correlationId, actor, idempotency },
      leaseOwner,
      startedAt: now,
    },
    'a person asked to cancel',
  );
}
