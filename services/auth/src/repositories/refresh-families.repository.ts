import type { Transaction } from '@comptoir/service-kit';
import { execute, selectRows } from '@comptoir/service-kit';
import type { RefreshFamily } from '../domain/refresh-token.ts';
import type { RefreshFamilies } from '../use-cases/ports.ts';

const INSERT =
  'INSERT INTO refresh_families (id, user_id, digest, created_at, rotated_at, expires_at) VALUES (?, ?, ?, ?, ?, ?)';
const LOCK =
  'SELECT id, user_id AS userId, digest, expires_at AS expiresAt, revoked_at AS revokedAt FROM refresh_families WHERE id = ? FOR UPDATE';
const REVOKE = 'UPDATE refresh_families SET revoked_at = ? WHERE revoked_at IS NULL AND';

export function refreshFamiliesRepository(trx: Transaction): RefreshFamilies {
  return {
    add: async ({ id, userId, digest, expiresAt }, now) => {
      await execute(trx, INSERT, [id, userId, digest, now, now, expiresAt]);
    },
    findForUpdate: async (id) => {
      const [family] = await selectRows<RefreshFamily>(trx, LOCK, [id]);
      return family;
    },
    rotate: async ({ id, digest, expiresAt }, now) => {
      const sql = 'UPDATE refresh_families SET digest = ?, expires_at = ?, rotated_at = ? WHERE id = ?';
      await execute(trx, sql, [digest, expiresAt, now, id]);
    },
    revoke: async (id, now) => {
      await execute(trx, `${REVOKE} id = ?`, [now, id]);
    },
    revokeAllOf: async (userId, now) => {
      await execute(trx, `${REVOKE} user_id = ?`, [now, userId]);
    },
  };
}
