import { giftCardsUpsert, giftCardsUpserted } from '@comptoir/contracts/http/payment';
import type { Route } from '@comptoir/service-kit';
import { ok, route, services } from '@comptoir/service-kit';
import type { InTransaction } from '../use-cases/ports.ts';
import { addGiftCards } from '../use-cases/add-gift-cards.ts';

export function giftCardsRoutes({ inTransaction }: { inTransaction: InTransaction }): Route[] {
  return [
    route(
      'PUT',
      '/internal/gift-cards',
      {
        summary: 'Open gift cards; those that exist keep their balance',
        access: services('mesh'),
        body: giftCardsUpsert,
        answers: { 200: giftCardsUpserted },
      },
      async ({ body, context }) =>
        ok({ items: await inTransaction(context, (unit) => addGiftCards(unit, body.giftCards)) }),
    ),
  ];
}
