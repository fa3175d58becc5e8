import { rmSync } from 'node:fs';
import { createServer, type Socket } from 'node:net';
import { createInterface } from 'node:readline';
import { sentenceFor } from '../mesh-error.ts';
import { requestSchema, type Reply, type Request } from './protocol.ts';

/** Carries out a request; what it returns is the answer, what it throws the refusal. */
export type Handle = (request: Request, progress: (line: string) => void) => Promise<unknown>;

/**
 * Listens for the command line until `close`. Its folder has mode 700, so only the owner of the mesh gets here. Whoever
 * calls holds the claim on this home, hence a socket file that is already there belongs to nobody.
 */
export async function listenForCommands(socketPath: string, handle: Handle): Promise<{ close(): void }> {
  rmSync(socketPath, { force: true });
  const server = createServer((socket) => {
    // The other side may go at any moment (Ctrl-C on a long `restart`); what it asked for goes on.
    serve(socket, handle).catch(() => socket.destroy());
  });
  await new Promise<void>((resolve, reject) => {
    server.once('error', reject);
    server.listen(socketPath, resolve);
  });
  return { close: () => server.close() };
}

async function serve(socket: Socket, handle: Handle): Promise<void> {
  socket.on('error', () => undefined);
  const send = (reply: Reply) => {
    if (socket.writable) socket.write(`${JSON.stringify(reply)}\n`);
  };
  for await (const line of createInterface({ input: socket })) {
    try {
      const request = requestSchema.parse(JSON.parse(line));
      send({ result: (await handle(request, (progress) => send({ progress }))) ?? null });
    } catch (error) {
      send({ refusal: sentenceFor(error) });
    }
  }
}
