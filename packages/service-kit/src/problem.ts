import { z } from 'zod';
import type { ErrorKind, ProblemDetail } from './errors.ts';
import { AppError } from './errors.ts';
import { databaseUnavailable } from './database-errors.ts';

const STATUS: Record<ErrorKind, number> = {
  malformed: 400,
  unauthenticated: 401,
  paymentRequired: 402,
  forbidden: 403,
  notFound: 404,
  methodNotAllowed: 405,
  conflict: 409,
  tooLarge: 413,
  unsupportedMediaType: 415,
  invalid: 422,
  tooMany: 429,
  headersTooLarge: 431,
  internal: 500,
  unavailable: 503,
  timeout: 504,
};

const TITLE: Record<ErrorKind, string> = {
  malformed: 'The request is malformed',
  unauthenticated: 'Sign in first',
  paymentRequired: 'The payment was declined',
  forbidden: 'Not yours to do',
  notFound: 'Not found',
  methodNotAllowed: 'Method not allowed',
  conflict: 'In conflict with the present state',
  tooLarge: 'The request is too large',
  unsupportedMediaType: 'Send application/json',
  invalid: 'Understood but refused',
  tooMany: 'Too many requests',
  headersTooLarge: 'The headers are too large',
  internal: 'Something broke on our side',
  unavailable: 'Not available right now',
  timeout: 'Out of time',
};

export interface Problem {
  type: string;
  title: string;
  status: number;
  code: string;
  detail: string;
  traceId: string;
  errors?: readonly ProblemDetail[];
}

export function statusOf(error: AppError): number {
  return STATUS[error.kind];
}

/** The kind a callee's status stands for, so that its refusal can travel on as our own. */
export function kindOfStatus(status: number): ErrorKind {
  const found = Object.entries(STATUS).find(([, value]) => value === status);
  if (found) return found[0] as ErrorKind;
  return status >= 500 ? 'unavailable' : 'invalid';
}

/** Anything thrown becomes an AppError; what we did not foresee says nothing of its inside. */
export function toAppError(error: unknown): AppError {
  if (error instanceof AppError) return error;
  return (
    databaseUnavailable(error) ??
    new AppError(
      'internal',
      'internal.error',
      'The request failed; the log has the reason under this trace id.',
      {
        cause: error,
      },
    )
  );
}

/** `errors` as another process told or kept them, perhaps of a version that said neither. */
export const toldDetails = z.array(
  z.looseObject({ pointer: z.string().default(''), message: z.string().default('') }),
);

/** RFC 9457 body of an error. */
export function problemOf(error: AppError, traceId: string): Problem {
  return {
    type: `/api/docs/problems#${error.code}`,
    title: TITLE[error.kind],
    status: statusOf(error),
    code: error.code,
    detail: error.message,
    traceId,
    ...(error.details.length > 0 ? { errors: error.details } : {}),
  };
}
