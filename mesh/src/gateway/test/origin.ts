import { createServer, type IncomingHttpHeaders, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { text } from 'node:stream/consumers';
import type { Upstream, UpstreamReplica } from '../gateway-plan.ts';

export interface SeenRequest {
  method: string;
  url: string;
  headers: IncomingHttpHeaders;
  body: string;
}

export interface Origin {
  replica: UpstreamReplica;
  /** What reached it, in order. */
  seen: SeenRequest[];
  inFlight(): number;
  /** As kill -9 would: nobody gets another byte. */
  die(): Promise<void>;
}

export type Behaviour = (request: SeenRequest, response: ServerResponse) => void;

/** A real HTTP server that stands for one replica of a service. */
export async function startOrigin(name: string, behave: Behaviour = answerWithName(name)): Promise<Origin> {
  const seen: SeenRequest[] = [];
  let inFlight = 0;
  const server = createServer({ keepAliveTimeout: 75_000 }, (incoming, response) => {
    inFlight += 1;
    response.on('close', () => {
      inFlight -= 1;
    });
    void receive(incoming).then((request) => {
      seen.push(request);
      return behave(request, response);
    });
  });
  await new Promise<void>((resolve) => {
    server.listen(0, '127.0.0.1', resolve);
  });
  const { port } = server.address() as AddressInfo;
  return {
    replica: { replica: name, host: '127.0.0.1', port, state: 'up' },
    seen,
    inFlight: () => inFlight,
    die: () =>
      new Promise((resolve) => {
        server.close(() => {
          resolve();
        });
        server.closeAllConnections();
      }),
  };
}

async function receive(incoming: IncomingMessage): Promise<SeenRequest> {
  const { method = '', url = '', headers } = incoming;
  return { method, url, headers, body: await text(incoming) };
}

function answerWithName(name: string): Behaviour {
  return (_, response) => {
    response.setHeader('X-Served-By', name);
    response.end(name);
  };
}

/** Dies in the middle of the request, after having read all of it. */
export const breakOff: Behaviour = (_, response) => {
  response.destroy();
};

export function service(name: string, ...origins: readonly Origin[]): Upstream {
  return { service: name, replicas: origins.map(({ replica }) => replica) };
}
