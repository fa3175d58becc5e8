import { createConnection } from 'node:net';
import { text } from 'node:stream/consumers';

/** Sends bytes as they are and answers what comes back until the gateway closes, or until `patienceMs` have passed. */
export async function sendRaw(url: string, bytes: string, patienceMs?: number): Promise<string> {
  const { hostname, port } = new URL(url);
  const socket = createConnection(Number(port), hostname);
  socket.write(bytes, 'latin1');
  if (patienceMs !== undefined) setTimeout(() => socket.end(), patienceMs);
  return text(socket);
}
