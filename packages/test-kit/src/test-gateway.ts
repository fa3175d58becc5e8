import { createServer, request as httpRequest } from 'node:http';
import type { IncomingMessage, ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { text } from 'node:stream/consumers';

export interface NeighbourRequest {
  method: string;
  /** As the neighbour knows it: the first segment, its name, is gone. */
  path: string;
  body: unknown;
  headers: IncomingMessage['headers'];
}

export interface NeighbourAnswer {
  status: number;
  body?: unknown;
}

/** A state-keeping fake of another service, spoken to over real HTTP. Undefined leaves the request without an answer. */
export type Neighbour = (
  request: NeighbourRequest,
) => NeighbourAnswer | undefined | Promise<NeighbourAnswer | undefined>;

export interface TestGateway {
  url: string;
  /** From now on this neighbour answers for `service`: a fake, or the address of a real one. */
  route(service: string, to: Neighbour | { url: string }): void;
  close(): Promise<void>;
}

/** Stands where Nginx's internal listener stands: the first path segment names the service. */
export async function startTestGateway(): Promise<TestGateway> {
  const targets = new Map<string, Neighbour | { url: string }>();
  const server = createServer((incoming, outgoing) => {
    const [, service = '', rest = ''] = /^\/([^/]+)(\/.*)$/.exec(incoming.url ?? '') ?? [];
    const target = targets.get(service);
    if (target === undefined) answer(outgoing, { status: 503 });
    else if (typeof target === 'function') void ask(target, rest, incoming, outgoing);
    else forward(target.url, rest, incoming, outgoing);
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    route: (service, to) => {
      targets.set(service, to);
    },
    close: () =>
      new Promise((resolve) => {
        server.close(() => {
          resolve();
        });
        server.closeAllConnections();
      }),
  };
}

async function ask(
  neighbour: Neighbour,
  path: string,
  incoming: IncomingMessage,
  outgoing: ServerResponse,
): Promise<void> {
  const raw = await text(incoming);
  const body: unknown = raw === '' ? undefined : JSON.parse(raw);
  const given = await neighbour({ method: incoming.method ?? 'GET', path, body, headers: incoming.headers });
  if (given !== undefined) answer(outgoing, given);
}

function answer(outgoing: ServerResponse, { status, body }: NeighbourAnswer): void {
  outgoing.writeHead(status, {
    'content-type': status < 400 ? 'application/json' : 'application/problem+json',
  });
  outgoing.end(body === undefined ? '' : JSON.stringify(body));
}

function forward(url: string, path: string, incoming: IncomingMessage, outgoing: ServerResponse): void {
  const onward = httpRequest(
    new URL(path, url),
    { method: incoming.method, headers: incoming.headers },
    (back) => {
      outgoing.writeHead(back.statusCode ?? 502, back.headers);
      back.pipe(outgoing);
    },
  );
  onward.on('error', () => {
    if (!outgoing.headersSent) outgoing.writeHead(502);
    outgoing.end();
  });
  incoming.pipe(onward);
}
