import type { Database } from '@comptoir/service-kit';
import type { Knex } from 'knex';
import { z } from 'zod';

const header = z.tuple([z.object({ affectedRows: z.int() })], z.unknown());

/** One write as a transaction of its own; answers how many rows its WHERE matched. A list parameter fills an `IN (?)`. */
export async function write(
  database: Database,
  sql: string,
  params: readonly Knex.RawBinding[],
): Promise<number> {
  const result: unknown = await database.knex.raw(sql, params);
  return header.parse(result)[0].affectedRows;
}
