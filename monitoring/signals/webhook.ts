import { createServer, type IncomingMessage } from 'node:http';
import type { AddressInfo } from 'node:net';
import { json } from 'node:stream/consumers';
import { z } from 'zod';

const notification = z.object({
  alerts: z.array(
    z.object({ status: z.enum(['firing', 'resolved']), labels: z.record(z.string(), z.string()) }),
  ),
});

export interface Told {
  status: 'firing' | 'resolved';
  labels: Record<string, string>;
  /** Milliseconds since the epoch. */
  at: number;
}

/** Listens like whoever an operator has named in ALERT_WEBHOOK_URL, and remembers what it was told. */
export async function openWebhook() {
  const told: Told[] = [];
  const remember = async (request: IncomingMessage) => {
    const { alerts } = notification.parse(await json(request));
    const at = Date.now();
    for (const { status, labels } of alerts) told.push({ status, labels, at });
  };
  const server = createServer((request, response) => {
    void remember(request).then(
      () => response.end(),
      () => response.writeHead(400).end(),
    );
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const { port } = server.address() as AddressInfo;
  return {
    url: `http://127.0.0.1:${port}/alerts`,
    /** The first time it was told this since then. */
    heard: (wanted: { status: Told['status']; labels: Record<string, string>; since: number }) =>
      told.find(
        ({ status, labels, at }) =>
          status === wanted.status &&
          at >= wanted.since &&
          Object.entries(wanted.labels).every(([name, value]) => labels[name] === value),
      ),
    close: () => {
      server.closeAllConnections();
      server.close();
    },
  };
}

export type Webhook = Awaited<ReturnType<typeof openWebhook>>;
