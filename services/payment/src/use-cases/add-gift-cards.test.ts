import { expect, test } from '@jest/globals';
import { giftCardHash } from '../domain/gift-card.ts';
import { addGiftCards } from './add-gift-cards.ts';
import { fakePayments } from './payment.fake.ts';
import { workAt } from './payment.samples.ts';

test('new cards are opened, known cards keep their balance, and the answer is in the order asked', async () => {
  const payments = fakePayments();
  payments.giftCard(giftCardHash('CADEAU-0050'), 17);

  const items = await payments.deps.inTransaction(workAt(0), (unit) =>
    addGiftCards(unit, [
      { code: 'CADEAU-0050', balanceCents: 5_000 },
      { code: 'CADEAU-0025', balanceCents: 2_500 },
      { code: 'CADEAU-0025', balanceCents: 9_900 },
    ]),
  );

  expect(items).toEqual([
    { code: 'CADEAU-0050', outcome: 'exists' },
    { code: 'CADEAU-0025', outcome: 'created' },
    { code: 'CADEAU-0025', outcome: 'created' },
  ]);
  expect(payments.balance(giftCardHash('CADEAU-0050'))).toBe(17);
  expect(payments.balance(giftCardHash('CADEAU-0025'))).toBe(2_500);
});
