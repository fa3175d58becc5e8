import type { HttpAnswer, HttpPool, HttpRequest } from './http-pool.ts';

const BROKEN_OFF = new Set(['UND_ERR_SOCKET', 'ECONNRESET', 'EPIPE']);

/**
 * Asks on a connection that was kept from an earlier call. The gateway may give one up at any moment, and does at each
 * reload: what was just being sent on it is sent once more. No call between services minds coming twice, since its
 * caller has chosen the id of what it makes.
 */
export async function askOnKept(
  pool: HttpPool,
  request: HttpRequest,
  timeoutMs: number,
): Promise<HttpAnswer> {
  const startedAt = performance.now();
  try {
    return await pool.ask(request, timeoutMs);
  } catch (error) {
    if (!isBrokenOff(error)) throw error;
    return pool.ask(request, Math.max(0, timeoutMs - (performance.now() - startedAt)));
  }
}

function isBrokenOff(error: unknown): boolean {
  return error instanceof Error && 'code' in error && BROKEN_OFF.has(String(error.code));
}
