import type { Transaction } from '@comptoir/service-kit';
import { selectRows } from '@comptoir/service-kit';
import type { Receipts } from '../use-cases/ports.ts';

export function receiptsRepository(trx: Transaction): Receipts {
  return {
    next: async (till) => {
      const [row] = await selectRows<{ number: number }>(
        trx,
        `INSERT INTO receipt_counters (till, last_number) VALUES (?, 1)
         ON DUPLICATE KEY UPDATE last_number = last_number + 1 RETURNING last_number AS number`,
        [till],
      );
      if (row === undefined) throw new Error(`no receipt number for ${till}`);
      return row.number;
    },
  };
}
