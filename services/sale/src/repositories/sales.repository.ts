import type { Transaction } from '@comptoir/service-kit';
import { execute, isDuplicateKey, later, selectRows } from '@comptoir/service-kit';
import type { Sales } from '../use-cases/ports.ts';
import type { SaleRow } from './sale-row.ts';
import { SALE_COLUMNS, jsonOrNull, saleOf, saleValues } from './sale-row.ts';

const COLUMNS = SALE_COLUMNS.map((column) => `\`${column}\``).join(', ');
const INSERT = `INSERT INTO sales (${COLUMNS}) VALUES (${SALE_COLUMNS.map(() => '?').join(', ')})`;
const REOPEN = `UPDATE sales SET ${SALE_COLUMNS.map((column) => `\`${column}\` = ?`).join(', ')} WHERE id = ? AND status = 'refused'`;

export function salesRepository(trx: Transaction): Sales {
  async function select(id: string, lock: '' | ' FOR UPDATE') {
    const [row] = await selectRows<SaleRow>(trx, `SELECT ${COLUMNS} FROM sales WHERE id = ?${lock}`, [id]);
    return row && saleOf(row);
  }
  return {
    add: async (sale) => {
      try {
        await execute(trx, INSERT, saleValues(sale));
        return true;
      } catch (error) {
        if (isDuplicateKey(error)) return false;
        throw error;
      }
    },
    insert: async (sale) => {
      later(trx, INSERT, saleValues(sale));
      return Promise.resolve();
    },
    find: (id) => select(id, ''),
    findForUpdate: (id) => select(id, ' FOR UPDATE'),
    update: async ({ id, status, receiptNumber, tenders, refusal, cancellation, completedAt }) => {
      later(
        trx,
        'UPDATE sales SET status = ?, receipt_number = ?, tenders = ?, refusal = ?, cancellation = ?, completed_at = ? WHERE id = ?',
        [
          status,
          receiptNumber,
          JSON.stringify(tenders),
          jsonOrNull(refusal),
          jsonOrNull(cancellation),
          completedAt,
          id,
        ],
      );
      return Promise.resolve();
    },
    reopen: async (sale) => {
      later(trx, REOPEN, [...saleValues(sale), sale.id]);
      return Promise.resolve();
    },
  };
}
