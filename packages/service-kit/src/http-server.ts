import { createServer } from 'node:http';
import type { RequestListener, Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { Server as TcpServer } from 'node:net';
import { setTimeout as delay } from 'node:timers/promises';

export interface HttpServer {
  port: number;
  /** Lets go of every client without losing a request; returns when the last one was answered, or is out of time. */
  drain(): Promise<void>;
}

interface Traffic {
  inFlight: number;
  lastEndedAt: number;
  draining: boolean;
}

// Longer than Nginx keeps its side open, or it would send into a connection we just closed (lesson 4).
const KEEP_ALIVE_MS = 75_000;
const LONGEST_DRAIN_MS = 8_000;
const QUIET_MS = 300;

/**
 * Listens on a port it is willing to share: a restarted replica's successor listens beside it before it lets go, so
 * that the port never refuses anybody (docs/adr/0006-rolling-restart.md).
 */
export async function listenHttp(answer: RequestListener, { host, port }: { host: string; port: number }): Promise<HttpServer> {
  const options = { keepAliveTimeout: KEEP_ALIVE_MS, headersTimeout: KEEP_ALIVE_MS + 1_000, maxHeaderSize: 32_768 };
  const server = createServer(options, answer);
  const traffic = watchTraffic(server);
  await new Promise<void>((resolve, reject) => {
    server.once('error', reject);
    server.listen({ host, port, reusePort: true }, () => {
      server.off('error', reject);
      resolve();
    });
  });
  return { port: (server.address() as AddressInfo).port, drain: () => drain(server, traffic) };
}

function watchTraffic(server: Server): Traffic {
  const traffic = { inFlight: 0, lastEndedAt: 0, draining: false };
  server.prependListener('request', (_request, response) => {
    traffic.inFlight += 1;
    if (traffic.draining) response.shouldKeepAlive = false;
    response.once('close', () => {
      traffic.inFlight -= 1;
      traffic.lastEndedAt = Date.now();
    });
  });
  return traffic;
}

/**
 * First no new connections; the open ones stay, and each is told to close by its next answer. Closing the idle ones at
 * once, as `server.close()` does, would meet requests already on their way, and Nginx may not repeat a POST (lesson 3).
 */
async function drain(server: Server, traffic: Traffic): Promise<void> {
  const startedAt = Date.now();
  traffic.draining = true;
  TcpServer.prototype.close.call(server);
  while (Date.now() - startedAt < LONGEST_DRAIN_MS && (await isBusy(server, traffic, startedAt))) await delay(20);
  server.closeAllConnections();
}

async function isBusy(server: Server, { inFlight, lastEndedAt }: Traffic, drainingSince: number): Promise<boolean> {
  if (inFlight > 0) return true;
  const quietFor = Date.now() - Math.max(lastEndedAt, drainingSince);
  return quietFor < QUIET_MS && (await openConnections(server)) > 0;
}

function openConnections(server: Server): Promise<number> {
  return new Promise((resolve, reject) => {
    server.getConnections((error, count) => {
      if (error) reject(error);
      else resolve(count);
    });
  });
}
