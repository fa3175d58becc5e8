import { z } from 'zod';
import type { Piece } from './piece.ts';
import { holds, known, outcomeOf } from './piece.ts';
import type { TracedLine } from './request-lines.ts';

const gatewayFields = z.object({
  listener: z.string(),
  parentId: z.string().optional(),
  method: z.string(),
  path: z.string(),
  status: z.number(),
  durationMs: z.number(),
  upstream: z.string().default(''),
  upstreamStatus: z.string().default(''),
  cache: z.string().optional(),
});

interface Passage {
  piece: Piece;
  /** Path as the service knows it. */
  path: string;
}

/**
 * What the gateway passed on. At the edge it stands in the story by itself. Between two services it is part of the
 * request it carried, which learns how long it took with the way there and back, and how many replicas were tried;
 * one that no replica wrote down stands by itself again.
 */
export function throughGateway(lines: readonly TracedLine[], requests: readonly Piece[]): Piece[] {
  const passages = lines.flatMap((line) => passageOf(line) ?? []);
  const carried = new Map<Piece, Piece>();
  const alone: Piece[] = [];
  for (const { piece, path } of passages) {
    const request =
      piece.service === 'gateway'
        ? undefined
        : requests.find((one) => !carried.has(one) && isCarried(one, piece, path));
    if (request === undefined) alone.push(piece);
    else carried.set(request, piece);
  }
  return [
    ...alone,
    ...requests.map((request) => {
      const passage = carried.get(request);
      if (passage === undefined) return request;
      const { tries, tried, gatewayMs } = passage.facts;
      const facts = known({ ...request.facts, gatewayMs, tries, tried });
      return { ...request, facts };
    }),
  ];
}

function passageOf(line: TracedLine): Passage | undefined {
  const parsed = gatewayFields.safeParse(line.fields);
  if (!parsed.success) return undefined;
  const { listener, parentId, method, path, status, durationMs, upstream, upstreamStatus, cache } =
    parsed.data;
  const between = listener.includes('internal') ? /^\/([^/]+)(\/.*)$/.exec(path) : null;
  // Nginx names each upstream it tried, one after the other.
  const tries = upstream.split(/,\s*|\s+:\s+/).filter((one) => one !== '').length;
  const piece: Piece = {
    kind: between === null ? 'gateway' : 'request',
    title: `${method} ${between?.[2] ?? path}`,
    service: between?.[1] ?? 'gateway',
    traceId: line.traceId,
    // It has no span of its own. At the edge it stands where the one does that it passes on.
    ...(between === null ? { spanId: parentId } : { parentId }),
    startMs: line.time - durationMs,
    durationMs,
    outcome: outcomeOf(status),
    facts: known({
      status,
      cache: cache === '-' ? undefined : cache,
      gatewayMs: between === null ? undefined : durationMs,
      ...(tries > 1 ? { tries, tried: upstreamStatus } : {}),
    }),
  };
  return { piece, path: between?.[2] ?? path };
}

function isCarried(request: Piece, passage: Piece, path: string): boolean {
  if (request.service !== passage.service || request.traceId !== passage.traceId) return false;
  if (request.parentId !== undefined && passage.parentId !== undefined)
    return request.parentId === passage.parentId;
  const [method = '', route = ''] = request.title.split(' ');
  return passage.title.startsWith(`${method} `) && fits(route, path) && holds(passage, request);
}

/** Whether a path is one of a route template: `/internal/charges/:id`. */
function fits(route: string, path: string): boolean {
  const [wanted, given] = [route.split('/'), path.split('/')];
  return (
    wanted.length === given.length && wanted.every((part, at) => part.startsWith(':') || part === given[at])
  );
}
