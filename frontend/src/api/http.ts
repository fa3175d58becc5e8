import { Problem, Unreachable } from './problem.ts';

export interface RequestOptions {
  method?: 'GET' | 'POST' | 'PUT' | 'PATCH' | 'DELETE';
  body?: unknown;
  accessToken?: string | undefined;
  idempotencyKey?: string | undefined;
  timeoutMs?: number;
  signal?: AbortSignal;
}

/** A little more than the gateway's own limit: who hears first why it took too long is the gateway. */
const TIMEOUT_MS = 8_000;
const NOT_DECIDED = new Set([502, 503, 504]);

/** One request to the gateway this page came from. Throws `Problem` for a refusal, `Unreachable` when nobody decided. */
export async function request<T>(path: string, options: RequestOptions = {}): Promise<T> {
  const response = await send(path, options);
  if (NOT_DECIDED.has(response.status)) {
    throw new Unreachable(`answered ${response.status}`, await problemIn(response).catch(() => ({})));
  }
  if (!response.ok) throw new Problem(response.status, await problemIn(response));
  const body = await bodyOf(response);
  return body as T;
}

async function send(path: string, options: RequestOptions): Promise<Response> {
  const { method = 'GET', body, accessToken, idempotencyKey, timeoutMs = TIMEOUT_MS, signal } = options;
  const timeout = AbortSignal.timeout(timeoutMs);
  const init: RequestInit = {
    method,
    headers: {
      traceparent: traceparent(),
      ...(accessToken === undefined ? {} : { authorization: `Bearer ${accessToken}` }),
      ...(idempotencyKey === undefined ? {} : { 'idempotency-key': idempotencyKey }),
      ...(body === undefined ? {} : { 'content-type': 'application/json' }),
    },
    signal: signal === undefined ? timeout : AbortSignal.any([signal, timeout]),
  };
  try {
    return await fetch(path, body === undefined ? init : { ...init, body: JSON.stringify(body) });
  } catch (error) {
    if (signal?.aborted === true) throw error;
    throw new Unreachable('no answer', { cause: error });
  }
}

async function bodyOf(response: Response): Promise<unknown> {
  try {
    const text = await response.text();
    return text === '' ? undefined : JSON.parse(text);
  } catch (error) {
    throw new Unreachable('half an answer', { cause: error });
  }
}

async function problemIn(response: Response): Promise<{ code?: string }> {
  const body = await bodyOf(response);
  return typeof body === 'object' && body !== null ? body : {};
}

/** W3C Trace Context: what a person does here can be followed through every service. The mesh decides what is kept. */
function traceparent(): string {
  const hex = Array.from(crypto.getRandomValues(new Uint8Array(24)), (byte) =>
    byte.toString(16).padStart(2, '0'),
  );
  return `00-${hex.slice(0, 16).join('')}-${hex.slice(16).join('')}-00`;
}
