import { createHash } from 'node:crypto';
import type Koa from 'koa';
import getRawBody from 'raw-body';
import secureJson from 'secure-json-parse';
import type { z } from 'zod';
import type { Context } from './context.ts';
import { AppError } from './errors.ts';
import type { Route, RouteRequest } from './route.ts';

const BODY_LIMIT_BYTES = 1024 * 1024;
const IDEMPOTENCY_KEY = /^[\x21-\x7e]{1,255}$/;
/** A body of a mebibyte can hold a hundred thousand problems: naming each would answer with several. */
const LISTED_PROBLEMS = 100;
const UTF8 = new TextDecoder('utf-8', { fatal: true });

/** Parses everything a route takes. Params and query that do not fit are 400, a body that does not fit is 422. */
export async function parseRequest(
  ctx: Koa.ParameterizedContext,
  { method, spec }: Route,
  context: Context,
): Promise<RouteRequest<unknown, unknown, unknown>> {
  const idempotencyKey = spec.idempotency === 'required' ? idempotencyKeyOf(ctx) : '';
  const params = parse(spec.params, ctx['params'], 'malformed', 'params');
  const query = parse(spec.query, ctx.query, 'malformed', 'query');
  const raw = spec.body === undefined ? '' : await readBody(ctx);
  const body = spec.body === undefined ? undefined : parse(spec.body, parseJson(raw), 'invalid', '');
  return {
    params,
    query,
    body,
    context,
    // Routes whose access asks for no role do not read it; `authorize` has refused all others without one.
    actor: context.actor as NonNullable<Context['actor']>,
    idempotencyKey,
    fingerprint:
      spec.idempotency === 'required'
        ? createHash('sha256').update(`${method} ${ctx.path}\n${raw}`).digest('hex')
        : '',
    header: (name) => ctx.get(name),
    address: ctx.ip,
  };
}

function idempotencyKeyOf(ctx: Koa.ParameterizedContext): string {
  const key = ctx.get('idempotency-key');
  if (key === '')
    throw new AppError(
      'malformed',
      'idempotency.required',
      'Send an Idempotency-Key header with this request.',
    );
  if (!IDEMPOTENCY_KEY.test(key)) {
    throw new AppError(
      'malformed',
      'idempotency.malformed',
      'An Idempotency-Key is 1 to 255 visible ASCII characters.',
    );
  }
  return key;
}

async function readBody(ctx: Koa.ParameterizedContext): Promise<string> {
  if (ctx.is('application/json') === false) {
    throw new AppError(
      'unsupportedMediaType',
      'request.unsupported_media_type',
      'Send the body as application/json.',
    );
  }
  const encoding = ctx.get('content-encoding');
  if (encoding !== '' && encoding !== 'identity') {
    throw new AppError(
      'unsupportedMediaType',
      'request.unsupported_encoding',
      'Send the body without Content-Encoding.',
    );
  }
  const bytes = await getRawBody(ctx.req, {
    limit: BODY_LIMIT_BYTES,
    length: ctx.get('content-length') || null,
  }).catch((error: unknown) => {
    throw unreadable(error);
  });
  try {
    return UTF8.decode(bytes);
  } catch (cause) {
    throw new AppError('malformed', 'request.not_utf8', 'The body is not valid UTF-8.', { cause });
  }
}

function unreadable(cause: unknown): AppError {
  const tooLarge = cause instanceof Error && 'type' in cause && cause.type === 'entity.too.large';
  return tooLarge
    ? new AppError('tooLarge', 'request.too_large', 'The body is larger than 1 MiB.', { cause })
    : new AppError('malformed', 'request.incomplete', 'The body did not arrive whole.', { cause });
}

/**
 * Escapes in a JSON text one after the other, of which the group is half of a surrogate pair. Decoded UTF-8 has none, so
 * there is no other way in; and a text is walked where a value nested deep would be too deep to walk.
 */
const ESCAPES =
  /\\(?:u[dD][89abAB][\da-fA-F]{2}\\u[dD][c-fC-F][\da-fA-F]{2}|u([dD][89a-fA-F][\da-fA-F]{2})|.)/g;

function parseJson(text: string): unknown {
  let value: unknown;
  try {
    value = secureJson.parse(text);
  } catch (cause) {
    throw new AppError('malformed', 'request.not_json', 'The body is not valid JSON.', { cause });
  }
  assertUnicode(text);
  return value;
}

/** Half of a pair is no text: what is answered, what is stored and what is compared would be three different things. */
function assertUnicode(text: string): void {
  // Hardly any body has one: to look for it costs nothing, to walk the text 2 % of a cart's request.
  if (!text.includes('\\u')) return;
  for (const [, half] of text.matchAll(ESCAPES))
    if (half !== undefined)
      throw new AppError('malformed', 'request.not_unicode', 'The body holds half of a surrogate pair.');
}

function parse(
  schema: z.ZodType | undefined,
  value: unknown,
  kind: 'malformed' | 'invalid',
  root: string,
): unknown {
  if (schema === undefined) return undefined;
  const parsed = schema.safeParse(value);
  if (parsed.success) return parsed.data;
  const problems = parsed.error.issues.flatMap(problemsOf);
  const listed =
    problems.length <= LISTED_PROBLEMS ? 'every problem is' : `the first ${LISTED_PROBLEMS} problems are`;
  throw new AppError(kind, `request.${kind}`, `The request was not understood; ${listed} listed in errors.`, {
    details: problems
      .slice(0, LISTED_PROBLEMS)
      .map(({ path, message }) => ({ pointer: pointer(root, path), message })),
  });
}

/** One problem each: zod names all unknown keys of an object in one issue. */
function problemsOf(issue: z.core.$ZodIssue): { path: PropertyKey[]; message: string }[] {
  if (issue.code !== 'unrecognized_keys') return [{ path: issue.path, message: issue.message }];
  return issue.keys.map((key) => ({ path: [...issue.path, key], message: 'is not known here' }));
}

/** RFC 6901 pointer into the body; params and query get their name as the first step. */
function pointer(root: string, path: PropertyKey[]): string {
  const steps = root === '' ? path : [root, ...path];
  return steps.map((step) => `/${String(step).replaceAll('~', '~0').replaceAll('/', '~1')}`).join('');
}
