import type { Transaction } from '@comptoir/service-kit';
import { execute, isDuplicateKey, selectRows } from '@comptoir/service-kit';
import { usernameKey } from '../domain/user.ts';
import type { Users } from '../use-cases/ports.ts';
import type { UserRow } from './users.rows.ts';
import { USER_COLUMNS, userOf } from './users.rows.ts';

const INSERT = `INSERT INTO users (id, username, username_key, display_name, role, location_id, password_hash, active, version, created_at, updated_at)
  VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, NOW(3), NOW(3))`;
const UPDATE = `UPDATE users SET display_name = ?, role = ?, location_id = ?, password_hash = ?, active = ?, version = ?,
  deleted_at = ?, updated_at = NOW(3) WHERE id = ?`;

export function usersRepository(trx: Transaction): Users {
  return {
    add: async ({ id, username, displayName, role, locationId, passwordHash, active, version }) => {
      const values = [
        id,
        username,
        usernameKey(username),
        displayName,
        role,
        locationId,
        passwordHash,
        Number(active),
        version,
      ];
      try {
        await execute(trx, INSERT, values);
        return true;
      } catch (error) {
        if (isDuplicateKey(error)) return false;
        throw error;
      }
    },
    find: async (id) => {
      const [row] = await selectRows<UserRow>(trx, `SELECT ${USER_COLUMNS} FROM users WHERE id = ?`, [id]);
      return row && userOf(row);
    },
    findManyForUpdate: async (ids) => {
      const marks = ids.map(() => '?').join(', ');
      const sql = `SELECT ${USER_COLUMNS} FROM users WHERE id IN (${marks}) ORDER BY id FOR UPDATE`;
      return (await selectRows<UserRow>(trx, sql, ids)).map(userOf);
    },
    save: async ({ id, displayName, role, locationId, passwordHash, active, version, deletedAt }) => {
      await execute(trx, UPDATE, [
        displayName,
        role,
        locationId,
        passwordHash,
        Number(active),
        version,
        deletedAt,
        id,
      ]);
    },
  };
}
