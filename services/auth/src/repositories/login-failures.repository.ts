import type { Transaction } from '@comptoir/service-kit';
import { execute, placeholders, selectRows } from '@comptoir/service-kit';
import type { Tally } from '../domain/login-throttle.ts';
import type { LoginFailures } from '../use-cases/ports.ts';

export type TallyRow = Tally & { subject: string };

export const TALLY_COLUMNS =
  'subject, failures, level, last_failed_at AS lastFailedAt, blocked_until AS blockedUntil';

export const talliesOf = (rows: readonly TallyRow[]) =>
  new Map(rows.map(({ subject, ...tally }) => [subject, tally]));

export function loginFailuresRepository(trx: Transaction): LoginFailures {
  return {
    lock: async (subjects) => {
      // A row that is not there cannot be locked, and two first failures would count as one: it is made first.
      await execute(
        trx,
        `INSERT INTO login_failures (subject, failures, level, last_failed_at) VALUES ${subjects.map(() => `(?, 0, 0, NOW(3))`).join(', ')}
         ON DUPLICATE KEY UPDATE subject = VALUES(subject)`,
        subjects,
      );
      const marks = subjects.map(() => '?').join(', ');
      const sql = `SELECT ${TALLY_COLUMNS} FROM login_failures WHERE subject IN (${marks}) ORDER BY subject FOR UPDATE`;
      return talliesOf(await selectRows<TallyRow>(trx, sql, subjects));
    },
    save: async (tallies) => {
      const rows = [...tallies];
      await execute(
        trx,
        `INSERT INTO login_failures (subject, failures, level, last_failed_at, blocked_until) VALUES ${placeholders(rows.length, 5)}
         ON DUPLICATE KEY UPDATE failures = VALUES(failures), level = VALUES(level), last_failed_at = VALUES(last_failed_at),
           blocked_until = VALUES(blocked_until)`,
        rows.flatMap(([subject, { failures, level, lastFailedAt, blockedUntil }]) => [
          subject,
          failures,
          level,
          lastFailedAt,
          blockedUntil,
        ]),
      );
    },
    clear: async (subjects) => {
      await execute(
        trx,
        `DELETE FROM login_failures WHERE subject IN (${subjects.map(() => '?').join(', ')})`,
        subjects,
      );
    },
  };
}
