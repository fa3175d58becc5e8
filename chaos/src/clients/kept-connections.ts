import type { Send } from '@comptoir/load-tests/mesh';

/** Broken off without an answer, as when the other side closes a connection on which we are just sending. */
const BROKEN = new Set(['ECONNRESET', 'EPIPE', 'UND_ERR_SOCKET']);

/** The system's word for why a request went unanswered: `ECONNREFUSED`. */
export function brokenBy(error: unknown): string | undefined {
  for (let cause = error; cause instanceof Error; cause = cause.cause) {
    if ('code' in cause && typeof cause.code === 'string') return cause.code;
  }
  return undefined;
}

/**
 * Sends once more, at once, what met a connection that was just being closed. Every browser does: whoever keeps
 * connections must expect the other side to give one up at any moment, and Nginx does at each reload.
 */
export function likeABrowser(send: Send): Send {
  return async (path, call) => {
    try {
      return await send(path, call);
    } catch (error) {
      if (!BROKEN.has(brokenBy(error) ?? '')) throw error;
      return send(path, call);
    }
  };
}
