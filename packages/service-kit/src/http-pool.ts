import type { Dispatcher } from 'undici';
// undici's index also loads a fetch, a WebSocket, caches and mocks that nobody here calls: 7 MB of each process.
import Pool from 'undici/lib/dispatcher/pool.js';

export interface HttpRequest {
  method: 'GET' | 'POST' | 'PUT' | 'DELETE';
  path: string;
  headers?: Record<string, string>;
  body?: string | null;
}

export interface HttpAnswer {
  status: number;
  text: string;
}

/** Kept connections to one origin. */
export interface HttpPool {
  /** One exchange, whatever its status; throws a `TimeoutError` when it is not over within `timeoutMs`. */
  ask(request: HttpRequest, timeoutMs: number): Promise<HttpAnswer>;
  close(): Promise<void>;
}

const KEEP_ALIVE_MS = 30_000;

export function openHttpPool(origin: string, { connections }: { connections: number }): HttpPool {
  const pool = new Pool(origin, { connections, keepAliveTimeout: KEEP_ALIVE_MS, pipelining: 1 });
  return {
    ask: (request, timeoutMs) => exchange(pool, request, timeoutMs),
    close: () => pool.close(),
  };
}

/** Answers are short texts: put together here, without the streams that undici's `request` makes for each. */
function exchange(pool: Dispatcher, request: HttpRequest, timeoutMs: number): Promise<HttpAnswer> {
  return new Promise((resolve, reject) => {
    let sent: Dispatcher.DispatchController | undefined;
    let late: Error | undefined;
    let status = 0;
    let chunks: Buffer[] = [];
    // A timer that ends with the call: `AbortSignal.timeout` fires long after (lesson 9).
    const timer = setTimeout(() => {
      late = new DOMException(`no answer within ${timeoutMs} ms`, 'TimeoutError');
      sent?.abort(late);
      reject(late);
    }, timeoutMs);

    pool.dispatch(request, {
      onRequestStart(controller) {
        sent = controller;
        chunks = [];
        // It stood in line for a connection until nobody waited for it any more.
        if (late !== undefined) controller.abort(late);
      },
      onResponseStart(_, statusCode) {
        status = statusCode;
      },
      onResponseData(_, chunk) {
        chunks.push(chunk);
      },
      onResponseEnd() {
        clearTimeout(timer);
        resolve({ status, text: Buffer.concat(chunks).toString('utf8') });
      },
      onResponseError(_, error) {
        clearTimeout(timer);
        reject(error);
      },
    });
  });
}
