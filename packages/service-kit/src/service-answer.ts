import { z } from 'zod';
import { AppError } from './errors.ts';
import { kindOfStatus, toldDetails } from './problem.ts';

const problemBody = z.object({
  code: z.string(),
  detail: z.string(),
  errors: toldDetails.optional(),
});

/** What another service answered, once it is what it should be. Throws its own refusal (4xx), or 503. */
export function answerOf<T>(dependency: string, schema: z.ZodType<T>, status: number, text: string): T {
  if (status >= 400) throw refusalOf(dependency, status, safeJson(text));
  const parsed = schema.safeParse(text === '' ? undefined : safeJson(text));
  if (parsed.success) return parsed.data;
  const detail = `${dependency} gave an answer that cannot be understood.`;
  throw new AppError('unavailable', `${dependency}.garbled`, detail, { cause: parsed.error });
}

/** What another service's problem means here: its own refusal (4xx), or 503. */
export function refusalOf(dependency: string, status: number, body: unknown): AppError {
  const problem = problemBody.safeParse(body);
  // A token refused between services is our own fault, and must not read as if the user had to sign in.
  if (status === 401 || (status === 403 && problem.data?.code === 'service.forbidden')) {
    const detail = `${dependency} does not accept this service's token.`;
    return new AppError('internal', `${dependency}.refused_service`, detail);
  }
  if (status >= 500 || !problem.success) {
    const detail = `${dependency} cannot answer right now (${status}).`;
    return new AppError('unavailable', `${dependency}.unavailable`, detail);
  }
  const { code, detail, errors = [] } = problem.data;
  return new AppError(kindOfStatus(status), code, detail, { details: errors });
}

function safeJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}
