import type { Database } from '@comptoir/service-kit';
import { usernameKey } from '../domain/user.ts';
import type { Accounts } from '../use-cases/log-in.ts';
import type { TallyRow } from './login-failures.repository.ts';
import { TALLY_COLUMNS, talliesOf } from './login-failures.repository.ts';
import type { UserRow } from './users.rows.ts';
import { USER_COLUMNS, userOf } from './users.rows.ts';

const IS_KNOWN = `SELECT COUNT(*) AS known FROM users JOIN known_addresses ON known_addresses.user_id = users.id
  WHERE users.username_key = ? AND known_addresses.address = ?`;

/** What an attempt to sign in must know before the password is looked at. */
export function loginReads({ query }: Database): Accounts {
  return {
    findByUsername: async (username) => {
      const sql = `SELECT ${USER_COLUMNS} FROM users WHERE username_key = ?`;
      const [row] = await query<UserRow>(sql, [usernameKey(username)]);
      return row && userOf(row);
    },
    isKnown: async ({ account, address }) => {
      const [row] = await query<{ known: number }>(IS_KNOWN, [account, address]);
      return (row?.known ?? 0) > 0;
    },
    failuresOf: async (subjects) => {
      const marks = subjects.map(() => '?').join(', ');
      const sql = `SELECT ${TALLY_COLUMNS} FROM login_failures WHERE subject IN (${marks})`;
      return talliesOf(await query<TallyRow>(sql, subjects));
    },
  };
}
