import type { RequestListener, ServerResponse } from 'node:http';
import type { AddressInfo, Socket } from 'node:net';
import { Server as NetServer, createServer as createDoor } from 'node:net';
import type { Duplex } from 'node:stream';
import { setTimeout as sleep } from 'node:timers/promises';
import { createServer } from './lean-http.ts';
import type { UnreadableRequest } from './unreadable-request.ts';

export interface HttpServer {
  port: number;
  /**
   * Takes no new connection, lets the gateway give up the ones it keeps by answering `Connection: close` for `graceMs`,
   * and resolves when the last request is answered; what still runs after 8 s is cut off.
   */
  drain(graceMs: number): Promise<void>;
}

// Longer than Nginx keeps its side open, or it would send into a connection we just closed (lesson 4).
const KEEP_ALIVE_MS = 75_000;
const LAST_ANSWERS_MS = 8_000;
const MAX_HEADER_BYTES = 32_768;
/**
 * libuv takes one new connection per listening socket and turn of the loop: in a burst, when turns are long and the gateway
 * opens hundreds, the last would wait for seconds. With several sockets on the port it takes several at each turn.
 */
const DOORS = 8;

export interface HttpServerOptions {
  host: string;
  port: number;
  /** Makes the whole answer, headers and body, to what could not be read as a request. */
  refuse(request: UnreadableRequest): string;
}

/** Listens and answers through `listener`; rejects when another program has the port. */
export async function listenHttp(
  listener: RequestListener,
  { host, port: wanted, refuse }: HttpServerOptions,
): Promise<HttpServer> {
  let draining = false;
  // What is being answered, by connection. A set of responses would keep them after they are gone (lesson 49).
  const connections = new Map<Duplex, ServerResponse | undefined>();
  const server = createServer(
    {
      keepAliveTimeout: KEEP_ALIVE_MS,
      headersTimeout: KEEP_ALIVE_MS + 1_000,
      maxHeaderSize: MAX_HEADER_BYTES,
    },
    (request, response) => {
      const { socket } = request;
      connections.set(socket, response);
      response.once('close', () => {
        if (connections.get(socket) === response) connections.set(socket, undefined);
      });
      if (draining) announceEnd(response);
      listener(request, response);
    },
  );
  server.on('connection', (socket: Socket) => {
    connections.set(socket, undefined);
    socket.once('close', () => connections.delete(socket));
  });
  server.on('clientError', endUnreadable(connections, refuse));
  await listen(server, host, wanted);
  const { port } = server.address() as AddressInfo;
  const doors = Array.from({ length: DOORS - 1 }, () =>
    createDoor({ allowHalfOpen: true, noDelay: true }, (socket) => server.emit('connection', socket)),
  );
  await Promise.all(doors.map((door) => listen(door, host, port)));

  async function untilNoConnection(ms: number): Promise<void> {
    const deadline = performance.now() + ms;
    while (connections.size > 0 && performance.now() < deadline) await sleep(10);
  }

  return {
    port,
    drain: async (graceMs) => {
      draining = true;
      // A connection in use would stay open after its answer, unless the answer says that it ends.
      for (const response of connections.values()) if (response !== undefined) announceEnd(response);
      // http's own close() would also cut idle connections, on which the gateway may be sending this very moment.
      for (const door of [server, ...doors]) NetServer.prototype.close.call(door);
      await untilNoConnection(graceMs);
      server.closeIdleConnections();
      await untilNoConnection(LAST_ANSWERS_MS);
      server.closeAllConnections();
    },
  };
}

/** The port is shared, so that a restarted replica's successor listens before this one lets go: it never refuses anybody. */
function listen(door: NetServer, host: string, port: number): Promise<void> {
  return new Promise((resolve, reject) => {
    door.once('error', reject);
    door.listen({ host, port, reusePort: true }, () => {
      door.off('error', reject);
      resolve();
    });
  });
}

/** Says why, unless nobody is there any more or would take it for the rest of an answer that has begun. */
function endUnreadable(
  connections: ReadonlyMap<Duplex, ServerResponse | undefined>,
  refuse: HttpServerOptions['refuse'],
) {
  return (error: UnreadableRequest, socket: Duplex) => {
    const hasBegun = connections.get(socket)?.headersSent === true;
    if (socket.writable && !hasBegun) socket.end(refuse(error));
    else socket.destroy();
  };
}

function announceEnd(response: ServerResponse): void {
  if (!response.headersSent) response.setHeader('Connection', 'close');
}
