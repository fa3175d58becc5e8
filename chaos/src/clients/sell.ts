import { setTimeout as delay } from 'node:timers/promises';
import type { Reply } from '@comptoir/load-tests/mesh';
import { z } from 'zod';
import { basketAt, type Basket, type Tender } from './basket.ts';
import type { Action, Person } from './person.ts';
import { act, decisionOf } from './person.ts';
import type { FailedTry } from './persist.ts';

const REFUSALS = ['stock.insufficient', 'payment.declined'];
const SECOND_THOUGHT_MS = 1_000;
const CARD_TRIES = 2;

const saleAnswer = z.object({ id: z.string(), receiptNumber: z.string(), totalCents: z.int() });

/** One sale under one id, however often it has to be asked for; some customers think again. */
export const sell: Action = async (person) => {
  const { post, shop, journal, habits } = person;
  const basket = basketAt(post, shop.products, habits());
  const intent = journal.intend(basket.intent);
  const ask = (tender: Tender) => () =>
    shop.send('/api/sales', {
      method: 'POST',
      token: post.clerk.token(),
      // Another tender is another request; the sale's own id keeps the two from being two sales (lesson 33).
      idempotencyKey: `${tender.type}-${intent.saleId}`,
      body: { ...basket.body, tenders: [tender] },
    });
  const reply = await act(person, {
    what: 'sale',
    isWrite: true,
    refusals: REFUSALS,
    send: ask(basket.byCard ?? basket.byCash),
    ...(basket.byCard && { otherwise: { enough: cardIsHopeless, send: ask(basket.byCash) } }),
  });
  if (reply === undefined) return;
  journal.decide(intent, decisionOf(reply), receiptOf(reply, basket));
  if (reply.status !== 201 || Math.random() > habits().cancelledShare) return;
  await delay(SECOND_THOUGHT_MS * (0.5 + Math.random() / 2));
  await cancel(person, intent.saleId);
};

/** Cards let us down twice: the customer pays in cash. */
function cardIsHopeless(failed: readonly FailedTry[]): boolean {
  return failed.filter(({ reason }) => reason.includes(' payment.')).length >= CARD_TRIES;
}

async function cancel(person: Person, saleId: string): Promise<void> {
  const { post, shop, journal } = person;
  const intent = journal.intend({ kind: 'cancel', saleId });
  const reply = await act(person, {
    what: 'cancellation',
    isWrite: true,
    send: () =>
      shop.send(`/api/sales/${saleId}/cancel`, {
        method: 'POST',
        token: post.manager.token(),
        idempotencyKey: `cancel-${saleId}`,
        body: { reason: 'the customer thought again' },
      }),
  });
  if (reply !== undefined) journal.decide(intent, decisionOf(reply));
}

/** The receipt of a 201; one for another sale, or for another amount, is no receipt, and the books will say so. */
function receiptOf(reply: Reply, { intent }: Basket): string | undefined {
  const sale = saleAnswer.safeParse(reply.body).data;
  const right = sale?.id === intent.saleId && intent.totalsCents.includes(sale.totalCents);
  return right ? sale.receiptNumber : undefined;
}
