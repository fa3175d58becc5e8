import { z } from 'zod';
import { LoadError } from '../load-error.ts';

export interface Call {
  method?: 'GET' | 'POST' | 'PUT' | 'DELETE';
  token?: string | undefined;
  body?: object | string;
  idempotencyKey?: string;
}

export interface Reply {
  status: number;
  body: unknown;
}

/** One request outside the measured run: set-up, and the books afterwards. */
export type Send = (path: string, call?: Call) => Promise<Reply>;

const WITHIN_MS = 15_000;

export function headersOf({ token, body, idempotencyKey }: Call): Record<string, string> {
  return {
    ...(token === undefined ? {} : { authorization: `Bearer ${token}` }),
    ...(body === undefined ? {} : { 'content-type': 'application/json' }),
    ...(idempotencyKey === undefined ? {} : { 'idempotency-key': idempotencyKey }),
  };
}

function parseBody(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return text;
  }
}

/** Throws LoadError when no answer comes at all, or none within `withinMs`. */
export function createSend(gateway: string, withinMs = WITHIN_MS): Send {
  return async (path, call = {}) => {
    const { method = 'GET' } = call;
    const body = typeof call.body === 'object' ? JSON.stringify(call.body) : call.body;
    const signal = AbortSignal.timeout(withinMs);
    try {
      const options = { method, headers: headersOf(call), signal, ...(body === undefined ? {} : { body }) };
      const response = await fetch(`${gateway}${path}`, options);
      return { status: response.status, body: parseBody(await response.text()) };
    } catch (cause) {
      throw new LoadError(`The gateway ${gateway} did not answer ${method} ${path}.`, { cause });
    }
  };
}

const problemShape = z.object({ code: z.string(), detail: z.string().optional() });

/** How a refusal reads in one line: `409 stock.insufficient`. */
function refusal({ status, body }: Reply): string {
  const problem = problemShape.safeParse(body).data;
  return problem === undefined ? `${status}` : `${status} ${problem.code} ${problem.detail ?? ''}`.trim();
}

/** Sends, and parses a 2xx answer. Throws LoadError naming the request for anything else. */
export async function ask<T>(send: Send, shape: z.ZodType<T>, path: string, call: Call = {}): Promise<T> {
  const reply = await send(path, call);
  const request = `${call.method ?? 'GET'} ${path}`;
  if (reply.status < 200 || reply.status > 299)
    throw new LoadError(`${request} was refused: ${refusal(reply)}.`);
  const parsed = shape.safeParse(reply.body);
  if (!parsed.success)
    throw new LoadError(`${request} answered in another shape: ${z.prettifyError(parsed.error)}`);
  return parsed.data;
}

export interface ListOptions<T> {
  token?: string | undefined;
  limit?: number;
  /** Stops at the first item for which this is false, in the order of the list. */
  takeWhile?: (item: T) => boolean;
}

/** Every item of a paged list. */
export async function askAll<T>(
  send: Send,
  item: z.ZodType<T>,
  path: string,
  options: ListOptions<T> = {},
): Promise<T[]> {
  const { token, limit = Infinity, takeWhile = () => true } = options;
  const shape = z.object({ items: z.array(item), total: z.number() });
  const items: T[] = [];
  for (let page = 1; ; page += 1) {
    const address = `${path}${path.includes('?') ? '&' : '?'}page=${page}&size=100`;
    const answer = await ask(send, shape, address, { token });
    const end = answer.items.findIndex((one) => !takeWhile(one));
    items.push(...(end === -1 ? answer.items : answer.items.slice(0, end)));
    if (end !== -1 || answer.items.length === 0 || page * 100 >= answer.total || items.length >= limit) break;
  }
  return items.slice(0, limit);
}
