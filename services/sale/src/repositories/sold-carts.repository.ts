import type { Transaction } from '@comptoir/service-kit';
import { execute, later, selectRows } from '@comptoir/service-kit';
import type { SoldCarts } from '../use-cases/ports.ts';

const INSERT = 'INSERT INTO sold_carts (cart_id, version, sale_id) VALUES (?, ?, ?)';

export function soldCartsRepository(trx: Transaction): SoldCarts {
  return {
    insert: async ({ id, version }, saleId) => {
      later(trx, INSERT, [id, version, saleId]);
      return Promise.resolve();
    },
    claim: async ({ id, version }, saleId) => {
      await execute(trx, `${INSERT} ON DUPLICATE KEY UPDATE sale_id = sale_id`, [id, version, saleId]);
      const sql = 'SELECT sale_id AS saleId FROM sold_carts WHERE cart_id = ? AND version = ? FOR UPDATE';
      const [row] = await selectRows<{ saleId: string }>(trx, sql, [id, version]);
      return row?.saleId ?? saleId;
    },
    handOver: async ({ id, version }, saleId) => {
      const sql = 'UPDATE sold_carts SET sale_id = ? WHERE cart_id = ? AND version = ?';
      await execute(trx, sql, [saleId, id, version]);
    },
  };
}
