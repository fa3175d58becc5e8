import type { Transaction } from '@comptoir/service-kit';
import { execute, isDuplicateKey, selectRows } from '@comptoir/service-kit';
import type { GiftCards } from '../use-cases/ports.ts';

export function giftCardsRepository(trx: Transaction): GiftCards {
  return {
    add: async (card, balanceCents) => {
      try {
        await execute(
          trx,
          'INSERT INTO gift_cards (code_hash, balance_cents, created_at, updated_at) VALUES (?, ?, NOW(3), NOW(3))',
          [card, balanceCents],
        );
        return true;
      } catch (error) {
        if (isDuplicateKey(error)) return false;
        throw error;
      }
    },
    debit: async (card, amountCents) => {
      // The guard is in the WHERE, so that of many buyers at once none spends what another has spent (lesson 13).
      const matched = await execute(
        trx,
        `UPDATE gift_cards SET balance_cents = balance_cents - ?, updated_at = NOW(3)
         WHERE code_hash = ? AND balance_cents >= ?`,
        [amountCents, card, amountCents],
      );
      if (matched === 1) return 'debited';
      const known = await selectRows(trx, 'SELECT 1 FROM gift_cards WHERE code_hash = ?', [card]);
      return known.length === 1 ? 'insufficient' : 'unknown';
    },
    credit: async (card, amountCents) => {
      const matched = await execute(
        trx,
        'UPDATE gift_cards SET balance_cents = balance_cents + ?, updated_at = NOW(3) WHERE code_hash = ?',
        [amountCents, card],
      );
      if (matched !== 1) throw new Error('the gift card that was charged is gone');
    },
  };
}
