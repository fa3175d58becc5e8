import type { Transaction } from '@comptoir/service-kit';
import { later, placeholders } from '@comptoir/service-kit';
import { v7 as uuidv7 } from 'uuid';
import type { Ledger } from '../use-cases/ports.ts';

export function ledgerRepository(trx: Transaction): Ledger {
  return {
    append: async (entries) => {
      if (entries.length === 0) return Promise.resolve();
      const now = new Date();
      later(
        trx,
        `INSERT INTO stock_ledger (id, location_id, product_id, delta, reason, note, actor, reference, created_at) VALUES ${placeholders(entries.length, 9)}`,
        entries.flatMap((entry) => [
          uuidv7(),
          entry.locationId,
          entry.productId,
          entry.delta,
          entry.reason,
          entry.note ?? null,
          entry.actor ?? null,
          entry.reference ?? null,
          now,
        ]),
      );
      return Promise.resolve();
    },
  };
}
