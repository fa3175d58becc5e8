import { randomUUID } from 'node:crypto';
import type { Action } from './person.ts';
import { act, any, decisionOf } from './person.ts';

/** Notes of this suite begin so; the books look for them in the ledger. */
export const NOTE = 'chaos ';

/** A manager has counted a shelf: more goods came in, or a few are missing. */
export const adjust: Action = async (person) => {
  const { post, shop, journal } = person;
  const delta = Math.random() < 0.7 ? 1 + Math.floor(Math.random() * 20) : -1;
  const intent = journal.intend({ kind: 'adjust', note: `${NOTE}${randomUUID()}`, delta });
  const { locationId } = post;
  const body = { locationId, productId: any(shop.products).id, delta, reason: intent.note };
  const reply = await act(person, {
    what: 'adjustment',
    isWrite: true,
    refusals: ['stock.insufficient'],
    send: () =>
      shop.send('/api/stock/adjustments', {
        method: 'POST',
        token: post.manager.token(),
        idempotencyKey: intent.note.slice(NOTE.length),
        body,
      }),
  });
  if (reply !== undefined) journal.decide(intent, decisionOf(reply));
};
