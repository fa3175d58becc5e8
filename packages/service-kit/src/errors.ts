/** What went wrong, in the field's words; `problem.ts` alone knows which HTTP status each kind becomes. */
export type ErrorKind =
  | 'malformed'
  | 'unauthenticated'
  | 'paymentRequired'
  | 'forbidden'
  | 'notFound'
  | 'methodNotAllowed'
  | 'conflict'
  | 'tooLarge'
  | 'unsupportedMediaType'
  | 'headersTooLarge'
  | 'invalid'
  | 'tooMany'
  | 'internal'
  | 'unavailable'
  | 'timeout';

/** One of the things that are wrong, with any facts that help to put it right: never a stack, SQL or a secret. */
export interface ProblemDetail {
  /** RFC 6901, into the body that was sent; `''` is all of it. What came in the address is below `/params` and `/query`. */
  pointer: string;
  message: string;
  [fact: string]: unknown;
}

export interface ErrorOptions {
  /** Sent as `errors` in the problem. */
  details?: readonly ProblemDetail[];
  cause?: unknown;
  retryAfterSeconds?: number;
  /** This refusal was decided by an earlier request of the same Idempotency-Key. */
  replayed?: boolean;
}

/** An error a caller can act on. `code` is stable and reads `noun.problem`, like `stock.insufficient`. */
export class AppError extends Error {
  readonly kind: ErrorKind;
  readonly code: string;
  readonly details: readonly ProblemDetail[];
  readonly retryAfterSeconds: number | undefined;
  readonly replayed: boolean;

  constructor(kind: ErrorKind, code: string, message: string, options: ErrorOptions = {}) {
    super(message, { cause: options.cause });
    this.name = 'AppError';
    this.kind = kind;
    this.code = code;
    this.details = options.details ?? [];
    this.retryAfterSeconds = options.retryAfterSeconds;
    this.replayed = options.replayed ?? false;
  }
}

/** True when trying the same thing again later may succeed: nothing was decided. */
export function isTransient(error: unknown): boolean {
  return error instanceof AppError && (error.kind === 'unavailable' || error.kind === 'timeout');
}

/** The name of anything thrown. By name, because a platform's errors are not always this realm's `Error`. */
export function nameOf(error: unknown): string | undefined {
  if (typeof error !== 'object' || error === null || !('name' in error)) return undefined;
  return typeof error.name === 'string' ? error.name : undefined;
}
