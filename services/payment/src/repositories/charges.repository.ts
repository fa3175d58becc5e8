import type { Bindable, Transaction } from '@comptoir/service-kit';
import { execute, isDuplicateKey, placeholders, selectRows } from '@comptoir/service-kit';
import type { Charge } from '../domain/charge.ts';
import type { Charges } from '../use-cases/ports.ts';
import type { ChargeRow } from './charge-row.ts';
import { CHARGE_COLUMNS, chargeOf } from './charge-row.ts';

const INSERT = `INSERT INTO charges (id, reference, location_id, customer_id, amount_cents, gift_card, created_at,
  means, last4, status, provider_key, authorization, decline_code, closing, refund_reason, origin, unsettled_since,
  version, updated_at) VALUES ${placeholders(1, 18).slice(0, -1)}, NOW(3))`;

const UPDATE = `UPDATE charges SET means = ?, last4 = ?, status = ?, provider_key = ?, authorization = ?,
  decline_code = ?, closing = ?, refund_reason = ?, origin = ?, unsettled_since = ?, version = ?, updated_at = NOW(3)
  WHERE id = ?`;

export function chargesRepository(trx: Transaction): Charges {
  async function select(id: string, lock: '' | 'FOR UPDATE'): Promise<Charge | undefined> {
    const sql = `SELECT ${CHARGE_COLUMNS} FROM charges WHERE id = ? ${lock}`;
    const [row] = await selectRows<ChargeRow>(trx, sql, [id]);
    return row && chargeOf(row);
  }

  return {
    add: async (charge) => {
      const { id, reference, locationId, customerId, amountCents, giftCard, createdAt } = charge;
      try {
        const fixed = [id, reference, locationId, customerId, amountCents, giftCard, createdAt];
        await execute(trx, INSERT, [...fixed, ...changing(charge)]);
        return true;
      } catch (error) {
        if (isDuplicateKey(error)) return false;
        throw error;
      }
    },
    find: (id) => select(id, ''),
    findForUpdate: (id) => select(id, 'FOR UPDATE'),
    save: async (charge) => {
      await execute(trx, UPDATE, [...changing(charge), charge.id]);
    },
  };
}

/** What changes in a charge's life, in the order of both statements. */
function changing(charge: Charge): Bindable[] {
  return [
    charge.means,
    charge.last4,
    charge.status,
    charge.providerKey,
    charge.authorization,
    charge.declineCode,
    charge.closing,
    charge.refundReason,
    charge.origin === null ? null : JSON.stringify(charge.origin),
    charge.unsettledSince,
    charge.version,
  ];
}
