import type { Transaction } from '@comptoir/service-kit';
import { later, selectRows, stillRunning } from '@comptoir/service-kit';
import { isEnded } from '../domain/saga.ts';
import type { Sagas } from '../use-cases/ports.ts';
import type { SagaRow } from './saga-row.ts';
import { SAGA_COLUMNS, sagaOf } from './saga-row.ts';

/** `leaseSeconds`: how long whoever opens a saga may drive it before another process may take over. */
export function sagasRepository(trx: Transaction, leaseSeconds: number): Sagas {
  return {
    add: async ({ id, kind, saleId, locationId, state, transitions, origin, leaseOwner, startedAt }) => {
      later(
        trx,
        `INSERT INTO sagas (id, kind, sale_id, location_id, state, transitions, origin, lease_owner, lease_until, started_at)
         VALUES (?, ?, ?, ?, ?, ?, ?, ?, NOW(3) + INTERVAL ? SECOND, ?)`,
        [
          id,
          kind,
          saleId,
          locationId,
          state,
          JSON.stringify(transitions),
          JSON.stringify(origin),
          leaseOwner,
          leaseSeconds,
          startedAt,
        ],
      );
      return Promise.resolve();
    },
    save: async ({ id, state, transitions, leaseOwner }) => {
      const ended = isEnded(state) ? ', ended_at = NOW(3)' : '';
      later(
        trx,
        `UPDATE sagas SET state = ?, transitions = ?${ended} WHERE id = ? AND lease_owner = ? AND ended_at IS NULL`,
        [state, JSON.stringify(transitions), id, leaseOwner],
        { affected: 1, otherwise: stillRunning },
      );
      return Promise.resolve();
    },
    find: async (id) => {
      const [row] = await selectRows<SagaRow>(trx, `SELECT ${SAGA_COLUMNS} FROM sagas WHERE id = ?`, [id]);
      return row && sagaOf(row);
    },
    surrender: async ({ id, leaseOwner }) => {
      later(trx, 'UPDATE sagas SET lease_until = NOW(3) WHERE id = ? AND lease_owner = ?', [id, leaseOwner]);
      return Promise.resolve();
    },
  };
}
