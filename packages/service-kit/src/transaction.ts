import type { Connection, QueryError, ResultSetHeader, RowDataPacket } from 'mysql2';
import { isCheckViolated, isDuplicateKey } from './database-errors.ts';

export type Bindable = string | number | bigint | Date | null | Buffer;

/**
 * One transaction on one connection. A round trip costs more than most statements do, so its START travels with the
 * first statement, and writes whose outcome nobody waits for travel with the next statement or with the COMMIT.
 */
export interface Transaction {
  connection: Connection;
  started: boolean;
  queue: Statement[];
}

interface Statement extends QueuedWrite {
  sql: string;
  params: readonly Bindable[];
}

export interface QueuedWrite {
  /** How many rows the server must count, where that is promised: those it matched or inserted, two for each an upsert changed. */
  affected?: number;
  /** What is thrown when it counts more or fewer. */
  otherwise?: () => Error;
  /** Its text depends on what came together this time: not worth preparing. */
  varies?: boolean;
}

/** A queued write did not affect the rows it was promised. */
class RowsMissed extends Error {}

/** Raised by the server for a guard that does not hold; its message is the place of the write in the round trip. */
const GUARD_BROKEN = 32_001;
/** Statements with more parameters vary in length: prepared, each length would fill the server's cache of statements. */
const MOST_PREPARED_PARAMS = 40;
const START: Statement = { sql: 'START TRANSACTION', params: [] };

export async function inTransaction<T>(
  connection: Connection,
  work: (trx: Transaction) => Promise<T>,
): Promise<T> {
  const trx: Transaction = { connection, started: false, queue: [] };
  try {
    const result = await work(trx);
    await commit(trx);
    return result;
  } catch (error) {
    // A lock timeout leaves the transaction open with half of its work: always roll back (lesson 14). A connection
    // that cannot even do that must not go back to the pool.
    if (trx.started) {
      await simple(connection, 'ROLLBACK').catch(() => {
        connection.destroy();
      });
    }
    throw error;
  }
}

async function commit(trx: Transaction): Promise<void> {
  if (trx.queue.length > 0) await send(trx, { sql: 'COMMIT', params: [] });
  else if (trx.started) await simple(trx.connection, 'COMMIT');
}

/** Rows of one prepared statement inside `trx`: the hot path's way around the query builder (lesson 37). */
export async function selectRows<Row>(
  trx: Transaction,
  sql: string,
  params: readonly Bindable[],
): Promise<Row[]> {
  const result = await send(trx, { sql, params });
  // Of several statements in one, the rows come in a list with the outcome of the whole behind them.
  const [first] = result as unknown[];
  return (Array.isArray(first) ? first : result) as Row[];
}

/** Runs one prepared write inside `trx`; answers how many rows its WHERE matched. Throws the driver's own error. */
export async function execute(trx: Transaction, sql: string, params: readonly Bindable[]): Promise<number> {
  // On its own: a refusal must be this statement's, not one of an earlier write's.
  await flush(trx);
  return ((await send(trx, { sql, params })) as ResultSetHeader).affectedRows;
}

/**
 * Queues a write whose outcome nobody waits for. It is sent in order, with the next statement or the COMMIT, in one
 * round trip; what the server refuses of it is thrown there and undoes the transaction (see `isRefusedWrite`).
 */
export function later(
  trx: Transaction,
  sql: string,
  params: readonly Bindable[],
  how: QueuedWrite = {},
): void {
  trx.queue.push({ sql, params, ...how });
}

/**
 * The database would not have a write: its key is taken, a CHECK forbids it, or it missed rows it was promised. Which
 * of several it was is not said: whoever must know does the work again, with `execute`.
 */
export function isRefusedWrite(error: unknown): boolean {
  return error instanceof RowsMissed || isDuplicateKey(error) || isCheckViolated(error);
}

const NOTHING: Statement = { sql: 'DO 0', params: [] };

async function flush(trx: Transaction): Promise<void> {
  // A guard works only among several, so a statement that does nothing closes the row.
  if (trx.queue.length > 0) await send(trx, NOTHING);
}

/** Sends a statement and, in the same round trip, all that waits to go before it. */
async function send(trx: Transaction, statement: Statement): Promise<RowDataPacket[] | ResultSetHeader> {
  const statements = [...(trx.started ? [] : [START]), ...trx.queue, statement];
  trx.started = true;
  trx.queue = [];
  const sql = statements.length === 1 ? statement.sql : together(statements);
  const params = statements.flatMap((each) => each.params);
  const varies = statements.some((each) => each.varies === true);
  try {
    return await run(trx.connection, sql, params, { varies });
  } catch (error) {
    throw brokenGuard(statements, error) ?? error;
  }
}

function together(statements: readonly Statement[]): string {
  const body = statements.map(({ sql, affected }, place) =>
    affected === undefined ? `${sql};` : `${sql}; ${guarding(affected, place)};`,
  );
  return `BEGIN NOT ATOMIC ${body.join(' ')} END`;
}

function guarding(affected: number, place: number): string {
  const signal = `SIGNAL SQLSTATE '45000' SET MYSQL_ERRNO = ${GUARD_BROKEN}, MESSAGE_TEXT = '${place}'`;
  return `IF ROW_COUNT() <> ${affected} THEN ${signal}; END IF`;
}

function brokenGuard(statements: readonly Statement[], error: unknown): Error | undefined {
  if (!(error instanceof Error && 'errno' in error && error.errno === GUARD_BROKEN)) return undefined;
  const broken = statements[Number(error.message)];
  return (
    broken?.otherwise?.() ?? new RowsMissed(`a write did not affect the ${broken?.affected} rows it had to`)
  );
}

/** Runs one statement by itself, prepared where that pays. */
export function run<Result extends RowDataPacket[] | ResultSetHeader>(
  connection: Connection,
  sql: string,
  params: readonly Bindable[],
  { varies = false } = {},
): Promise<Result> {
  return new Promise((resolve, reject) => {
    const done = (error: QueryError | null, result: Result) => {
      if (error) reject(error);
      else resolve(result);
    };
    if (varies || params.length > MOST_PREPARED_PARAMS) connection.query<Result>(sql, [...params], done);
    else connection.execute<Result>(sql, [...params], done);
  });
}

function simple(connection: Connection, sql: string): Promise<void> {
  return new Promise((resolve, reject) => {
    connection.query(sql, (error) => {
      if (error) reject(error);
      else resolve();
    });
  });
}
