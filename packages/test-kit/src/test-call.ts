import type { ServiceName, TestActor, TestKeys } from './test-keys.ts';

export interface CallOptions {
  /** The person who asks. */
  as?: TestActor | undefined;
  /** Or the service that asks, optionally for `as`. */
  from?: ServiceName;
  body?: unknown;
  /** Sent as it is, instead of `body`. */
  rawBody?: string | Buffer;
  idempotencyKey?: string;
  headers?: Record<string, string>;
}

export interface CallAnswer {
  status: number;
  headers: Headers;
  /** Parsed JSON, or the text when it is not JSON; tests say what they expect of it. */
  // eslint-disable-next-line @typescript-eslint/no-explicit-any -- a test reads answers of every shape and asserts on them
  body: any;
}

export type Call = (method: string, path: string, options?: CallOptions) => Promise<CallAnswer>;

/** Calls a service as the gateway would, with a token made for whoever asks. */
export function callerOf(url: string, service: string, keys: TestKeys): Call {
  return async (method, path, options = {}) => {
    const { body, rawBody } = options;
    const response = await fetch(`${url}${path}`, {
      method,
      headers: { ...(await identityHeaders(options, service, keys)), ...plainHeaders(options) },
      body: rawBody ?? (body === undefined ? null : JSON.stringify(body)),
    });
    return { status: response.status, headers: response.headers, body: parsed(await response.text()) };
  };
}

async function identityHeaders({ as, from }: CallOptions, service: string, keys: TestKeys) {
  if (from === undefined) return as === undefined ? {} : { authorization: bearer(await keys.userToken(as)) };
  const authorization = bearer(await keys.serviceToken(from, service));
  if (as === undefined) return { authorization };
  return { authorization, 'x-actor': Buffer.from(JSON.stringify(as)).toString('base64url') };
}

const bearer = (token: string): string => `Bearer ${token}`;

function plainHeaders({ body, rawBody, idempotencyKey, headers = {} }: CallOptions): Record<string, string> {
  return {
    ...(body === undefined && rawBody === undefined ? {} : { 'content-type': 'application/json' }),
    ...(idempotencyKey === undefined ? {} : { 'idempotency-key': idempotencyKey }),
    ...headers,
  };
}

function parsed(text: string): unknown {
  try {
    return text === '' ? undefined : JSON.parse(text);
  } catch {
    return text;
  }
}
