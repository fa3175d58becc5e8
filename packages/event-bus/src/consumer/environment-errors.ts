import { isTransient } from '@comptoir/service-kit';

// What the drivers say when the database is gone, going, full, locked or overrun: no event is to blame.
const CODES = new Set([
  'ECONNREFUSED',
  'ECONNRESET',
  'EHOSTUNREACH',
  'ENOTFOUND',
  'EPIPE',
  'ETIMEDOUT',
  'EAI_AGAIN',
  'PROTOCOL_CONNECTION_LOST',
  'PROTOCOL_ENQUEUE_AFTER_FATAL_ERROR',
  'ER_CHECKREAD',
  'ER_CONNECTION_KILLED',
  'ER_CON_COUNT_ERROR',
  'ER_DISK_FULL',
  'ER_LOCK_DEADLOCK',
  'ER_LOCK_WAIT_TIMEOUT',
  'ER_OPTION_PREVENTS_STATEMENT',
  'ER_QUERY_INTERRUPTED',
  'ER_RECORD_FILE_FULL',
  'ER_SERVER_SHUTDOWN',
  'ER_STATEMENT_TIMEOUT',
  'ER_TOO_MANY_USER_CONNECTIONS',
  'ER_UNKNOWN_COM_ERROR',
]);

/** True when waiting is the cure: the same event will pass once the world around it works again. */
export function isEnvironmental(error: unknown): boolean {
  if (!(error instanceof Error)) return false;
  if (isTransient(error) || error.name === 'KnexTimeoutError') return true;
  if ('fatal' in error && error.fatal === true) return true;
  if ('code' in error && typeof error.code === 'string' && CODES.has(error.code)) return true;
  return isEnvironmental(error.cause);
}
