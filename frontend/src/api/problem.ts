import { t } from '../i18n/language.ts';
import { apiTexts } from './texts.ts';

export interface FieldError {
  pointer?: string;
  message?: string;
  [detail: string]: unknown;
}

/** A refusal of the API (RFC 9457). */
export class Problem extends Error {
  readonly status: number;
  /** Stable, like `stock.insufficient`. */
  readonly code: string;
  readonly errors: readonly FieldError[];
  readonly traceId: string;

  constructor(
    status: number,
    body: { code?: string; detail?: string; errors?: FieldError[]; traceId?: string },
  ) {
    super(body.detail ?? '');
    this.status = status;
    this.code = body.code ?? 'unknown';
    this.errors = body.errors ?? [];
    this.traceId = body.traceId ?? '';
  }
}

/** Nobody decided anything: no network, no gateway, no replica, or no answer in time. The same request may be sent again. */
export class Unreachable extends Error {
  /** What the gateway or the service said about it, if one of them could. */
  readonly code: string;

  constructor(message: string, { code = '', ...options }: ErrorOptions & { code?: string } = {}) {
    super(message, options);
    this.code = code;
  }
}

/** What to tell a person about any failure. */
export function sayProblem(error: unknown): string {
  if (!(error instanceof Problem || error instanceof Unreachable)) return t(apiTexts.broken);
  const known = Object.entries(apiTexts).find(([name]) => name === error.code)?.[1];
  if (known !== undefined) return t(known);
  if (error instanceof Unreachable) return t(apiTexts.unreachable);
  return error.message === '' ? t(apiTexts.broken) : error.message;
}

/** Message of the field at `/pointer`, if the API refused it. */
export function fieldProblem(error: unknown, field: string): string | undefined {
  if (!(error instanceof Problem)) return undefined;
  return error.errors.find(({ pointer }) => pointer === `/${field}`)?.message;
}
