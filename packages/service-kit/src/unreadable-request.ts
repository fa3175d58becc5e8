import { AppError } from './errors.ts';
import { STATUS_CODES } from './lean-http.ts';
import type { Logger } from './log.ts';
import type { Problem } from './problem.ts';
import { problemOf } from './problem.ts';
import { continueTrace } from './tracing/trace.ts';

/** What Node's parser says of a request that it gave up. */
export interface UnreadableRequest {
  code?: string;
  /** The bytes it was reading, where it was reading any. */
  rawPacket?: Buffer;
}

/** Who answers, and where the one line of the request goes. */
export interface UnreadableOptions {
  servedBy: string;
  log: Logger;
}

/** Logs a request that never became one, and makes its whole answer: Node's own would be a bare status. */
export function refusalOfUnreadable({ servedBy, log }: UnreadableOptions) {
  return ({ code: reason, rawPacket }: UnreadableRequest): string => {
    const error = unreadable(reason);
    const { traceId } = continueTrace(traceparentIn(rawPacket));
    const problem = problemOf(error, traceId);
    const { status, code } = problem;
    log.info({ traceId, status, outcome: 'refused', code, reason }, 'request not readable');
    return answerOf(problem, servedBy);
  };
}

function answerOf(problem: Problem, servedBy: string): string {
  const { status, traceId } = problem;
  const body = JSON.stringify(problem);
  return [
    `HTTP/1.1 ${status} ${STATUS_CODES[status]}`,
    'Content-Type: application/problem+json',
    `Content-Length: ${Buffer.byteLength(body)}`,
    'Cache-Control: no-store',
    `X-Request-Id: ${traceId}`,
    `X-Served-By: ${servedBy}`,
    'Connection: close',
    '',
    body,
  ].join('\r\n');
}

function unreadable(reason: string | undefined): AppError {
  if (reason === 'HPE_HEADER_OVERFLOW')
    return new AppError(
      'headersTooLarge',
      'request.headers_too_large',
      'All headers together may have 32 KiB.',
    );
  return new AppError(
    'malformed',
    'request.unreadable',
    'This is not HTTP that the service can read: look for control characters in a header.',
  );
}

/** The gateway's comes before whatever a client sent. */
function traceparentIn(packet: Buffer | undefined): string | undefined {
  return /^traceparent: *(\S+)\r$/im.exec(packet?.toString('latin1') ?? '')?.[1];
}
