import knexFactory from 'knex';
import type { Knex } from 'knex';
import type { Connection, RowDataPacket } from 'mysql2';
import { setTimeout as sleep } from 'node:timers/promises';
import { retryReason } from './database-errors.ts';
import type { DatabaseMetrics } from './metrics.ts';
import type { Bindable, Transaction } from './transaction.ts';
import { inTransaction, run } from './transaction.ts';

export interface Database {
  knex: Knex;
  /** Runs `work` in one READ COMMITTED transaction; on deadlock or lock timeout runs all of it again (lesson 14). */
  inTransaction<T>(work: (trx: Transaction) => Promise<T>): Promise<T>;
  /** Rows of one prepared read outside any transaction: for reads that are hot enough to skip the builder (lesson 37). */
  query<Row>(sql: string, params: readonly Bindable[]): Promise<Row[]>;
  ping(): Promise<void>;
  close(): Promise<void>;
}

export interface DatabaseOptions {
  url: string;
  /** Largest number of connections of this process; the sum over replicas stays below max_connections (lesson 18). */
  poolMax: number;
  metrics?: DatabaseMetrics;
}

const QUIET = { warn: ignore, error: ignore, deprecate: ignore, debug: ignore };
const MAX_ATTEMPTS = 5;
const ACQUIRE_TIMEOUT_MS = 3_000;
// The server's defaults are not ours to trust: a replica of another chain may have changed them.
const SESSION = `SET SESSION tx_isolation = 'READ-COMMITTED', time_zone = '+00:00', innodb_lock_wait_timeout = 3, max_statement_time = 5,
  sql_mode = 'STRICT_TRANS_TABLES,ERROR_FOR_DIVISION_BY_ZERO,NO_ENGINE_SUBSTITUTION'`;

function ignore(): void {
  // What the caller hears of needs no second line.
}

/** mysql2 settings for a `mysql://user:password@host:port/schema` URL. */
export function connectionOptions(databaseUrl: string) {
  const url = new URL(databaseUrl);
  return {
    host: url.hostname,
    port: Number(url.port || 3306),
    user: decodeURIComponent(url.username),
    password: decodeURIComponent(url.password),
    database: url.pathname.slice(1),
    timezone: 'Z',
    charset: 'utf8mb4',
    supportBigNumbers: true,
    connectTimeout: 3_000,
    maxPreparedStatements: 200,
  };
}

export function openDatabase({ url, poolMax, metrics }: DatabaseOptions): Database {
  const knex = knexFactory({
    client: 'mysql2',
    connection: connectionOptions(url),
    acquireConnectionTimeout: ACQUIRE_TIMEOUT_MS,
    // knex would print lost connections as text among our JSON lines; whoever asked gets them as errors anyway.
    log: QUIET,
    pool: {
      min: 0,
      max: poolMax,
      propagateCreateError: false,
      afterCreate: (connection: Connection, done: (error: Error | null, connection: Connection) => void) => {
        connection.query(SESSION, (error) => {
          done(error, connection);
        });
      },
    },
  });
  metrics?.watchPool(knex);

  return {
    knex,
    // knex's own transactions build a whole query builder for each: on the hot path that cost more than the statements.
    inTransaction: (work) =>
      withRetry(() => onConnection(knex, (connection) => inTransaction(connection, work)), metrics),
    query: <Row>(sql: string, params: readonly Bindable[]) =>
      onConnection(
        knex,
        async (connection) => (await run<RowDataPacket[]>(connection, sql, params)) as Row[],
      ),
    ping: async () => {
      await knex.raw('SELECT 1');
    },
    close: () => knex.destroy(),
  };
}

/** knex has no public name for "one connection, please"; these two have been its dialects' interface since 0.15. */
interface RawClient {
  acquireConnection(): Promise<Connection>;
  releaseConnection(connection: Connection): Promise<void>;
}

async function onConnection<T>(knex: Knex, work: (connection: Connection) => Promise<T>): Promise<T> {
  const client = knex.client as RawClient;
  const connection = await client.acquireConnection();
  try {
    return await work(connection);
  } finally {
    await client.releaseConnection(connection);
  }
}

async function withRetry<T>(transact: () => Promise<T>, metrics: DatabaseMetrics | undefined): Promise<T> {
  for (let tries = 1; ; tries += 1) {
    try {
      return await transact();
    } catch (error) {
      const reason = retryReason(error);
      if (reason === undefined || tries === MAX_ATTEMPTS) throw error;
      metrics?.transactionRetried(reason);
      await sleep(Math.random() * 10 * 2 ** tries);
    }
  }
}

/** `(?, ?), (?, ?)` for a multi-row statement. */
export function placeholders(rows: number, columns: number): string {
  const row = `(${Array.from({ length: columns }, () => '?').join(', ')})`;
  return Array.from({ length: rows }, () => row).join(', ');
}
