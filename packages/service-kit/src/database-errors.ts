import { AppError, nameOf } from './errors.ts';

const RETRYABLE = new Map([
  ['ER_LOCK_DEADLOCK', 'deadlock'],
  ['ER_LOCK_WAIT_TIMEOUT', 'lock_timeout'],
  // Galera reports a lost certification as a deadlock; a record changed since the snapshot comes as 1020.
  ['ER_CHECKREAD', 'conflict'],
]);

const UNAVAILABLE = new Set([
  'ECONNREFUSED',
  'ECONNRESET',
  'EPIPE',
  'ETIMEDOUT',
  'ENOENT',
  'PROTOCOL_CONNECTION_LOST',
  'PROTOCOL_ENQUEUE_AFTER_FATAL_ERROR',
  'ER_CON_COUNT_ERROR',
  'ER_SERVER_SHUTDOWN',
  'ER_CONNECTION_KILLED',
  'ER_STATEMENT_TIMEOUT',
  'ER_DISK_FULL',
  'ER_RECORD_FILE_FULL',
]);

/** The driver's name of an error: `ER_DUP_ENTRY`, `ECONNREFUSED`. */
export function codeOf(error: unknown): string | undefined {
  if (typeof error !== 'object' || error === null || !('code' in error)) return undefined;
  return typeof error.code === 'string' ? error.code : undefined;
}

/** Why a whole transaction may be tried again, or undefined when it may not (lesson 14). */
export function retryReason(error: unknown): string | undefined {
  return RETRYABLE.get(codeOf(error) ?? '');
}

export function isDuplicateKey(error: unknown): boolean {
  return codeOf(error) === 'ER_DUP_ENTRY';
}

/** ER_CONSTRAINT_FAILED of MariaDB; by number, because mysql2 knows it by the name of a MySQL error. */
const CHECK_VIOLATED = 4025;

/** A row did not pass a CHECK of its table: the statement as a whole did nothing, the transaction is still open. */
export function isCheckViolated(error: unknown): boolean {
  return typeof error === 'object' && error !== null && 'errno' in error && error.errno === CHECK_VIOLATED;
}

/** mysql2 marks so what ends a connection; asked on one that has ended, it gives the mark and no code. */
function isFatal(error: unknown): boolean {
  return typeof error === 'object' && error !== null && 'fatal' in error && error.fatal === true;
}

/** 503 for a database that cannot answer now (gone, full, out of connections); undefined for any other error. */
export function databaseUnavailable(error: unknown): AppError | undefined {
  if (
    nameOf(error) !== 'KnexTimeoutError' &&
    !UNAVAILABLE.has(codeOf(error) ?? '') &&
    !isFatal(error) &&
    retryReason(error) === undefined
  )
    return undefined;
  return new AppError('unavailable', 'database.unavailable', 'The database cannot answer right now.', {
    cause: error,
    retryAfterSeconds: 1,
  });
}
