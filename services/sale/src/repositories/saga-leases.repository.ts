import type { Database } from '@comptoir/service-kit';
import type { Saga } from '../domain/saga.ts';
import type { SagaRow } from './saga-row.ts';
import { SAGA_COLUMNS, sagaOf } from './saga-row.ts';

/** Sagas whose driver went silent, for whoever takes them over. All times are the database's own (lesson 16). */
export function sagaLeases({ knex, query }: Database, leaseSeconds: number) {
  return {
    overdue: async (limit: number): Promise<string[]> => {
      const rows = await query<{ id: string }>(
        `SELECT id FROM sagas WHERE ended_at IS NULL AND lease_until < NOW(3) ORDER BY lease_until LIMIT ${limit}`,
        [],
      );
      return rows.map(({ id }) => id);
    },
    /** The saga, if its lease could be taken: of several who try, one gets it. */
    take: async (id: string, owner: string): Promise<Saga | undefined> => {
      const taken = await knex('sagas')
        .where({ id })
        .whereNull('ended_at')
        .andWhere('lease_until', '<', knex.raw('NOW(3)'))
        .update({ lease_owner: owner, lease_until: knex.raw('NOW(3) + INTERVAL ? SECOND', [leaseSeconds]) });
      if (taken === 0) return undefined;
      const [row] = await query<SagaRow>(`SELECT ${SAGA_COLUMNS} FROM sagas WHERE id = ?`, [id]);
      return row && sagaOf(row);
    },
  };
}
