import { z } from 'zod';
import { InternalCallFailed } from './internal-call-failed.ts';
import type { ServiceTokens } from './service-token.ts';

export interface InternalRequest {
  method: 'GET' | 'PUT' | 'POST' | 'DELETE';
  service: string;
  path: string;
  body?: object;
}

export interface SendOptions {
  /** The gateway's internal listener, without a slash at the end. */
  gatewayUrl: string;
  tokens: ServiceTokens;
  /** W3C trace parent carried by every call, so that `logs --trace` shows the whole run. */
  traceparent: string;
  pause: (milliseconds: number) => Promise<unknown>;
}

const CALL_TIMEOUT_MS = 10_000;
/** Waits between attempts, about 6 s in all: a replica restarting or shedding load is back by then. */
const PAUSES_MS = [100, 250, 500, 1_000, 2_000, 2_000];
const WORTH_REPEATING = new Set([429, 502, 503, 504]);

const problem = z.object({ code: z.string(), detail: z.string() });

/** Sends one internal request, again while the service is briefly away (safe: all of these may come twice). */
export async function sendInternal(request: InternalRequest, options: SendOptions): Promise<unknown> {
  for (const pauseMs of PAUSES_MS) {
    try {
      return await attempt(request, options);
    } catch (error) {
      if (!isPassing(error)) throw error;
      await options.pause(pauseMs);
    }
  }
  return attempt(request, options);
}

async function attempt(
  { method, service, path, body }: InternalRequest,
  options: SendOptions,
): Promise<unknown> {
  const authorization = `Bearer ${await options.tokens(service)}`;
  const response = await fetch(`${options.gatewayUrl}/${service}${path}`, {
    method,
    headers: {
      authorization,
      traceparent: options.traceparent,
      'x-request-timeout-ms': String(CALL_TIMEOUT_MS),
      ...(body === undefined ? {} : { 'content-type': 'application/json' }),
    },
    ...(body === undefined ? {} : { body: JSON.stringify(body) }),
    signal: AbortSignal.timeout(CALL_TIMEOUT_MS),
  }).catch((cause: unknown) => {
    throw new InternalCallFailed(`${service} cannot be reached: is the mesh running?`, {
      service,
      code: 'service.unreachable',
      cause,
    });
  });
  if (!response.ok) throw await refusal(service, response);
  return response.status === 204 ? undefined : response.json();
}

async function refusal(service: string, response: Response): Promise<InternalCallFailed> {
  const parsed = problem.safeParse(await response.json().catch(() => undefined));
  const { code, detail } = parsed.data ?? { code: `http.${response.status}`, detail: response.statusText };
  return new InternalCallFailed(`${service} refused (${response.status} ${code}): ${detail}`, {
    service,
    status: response.status,
    code,
  });
}

function isPassing(error: unknown): boolean {
  return (
    error instanceof InternalCallFailed && (error.status === undefined || WORTH_REPEATING.has(error.status))
  );
}
