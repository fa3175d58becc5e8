import { createConnection } from 'node:net';
import { createInterface } from 'node:readline';
import { MeshError } from '../mesh-error.ts';
import { replySchema, type Request } from './protocol.ts';

/** Thrown when no supervisor listens: nothing runs in that home, or its supervisor was killed. */
export class NotRunning extends MeshError {
  override name = 'NotRunning';
}

/** Asks the supervisor and answers its result. Throws MeshError with its refusal, NotRunning when there is none. */
export async function ask(
  socketPath: string,
  request: Request,
  onProgress: (line: string) => void = () => undefined,
): Promise<unknown> {
  const socket = createConnection(socketPath);
  const failed = new Promise<never>((_resolve, reject) => {
    socket.once('error', (cause) => reject(new NotRunning('Comptoir is not running.', { cause })));
  });
  socket.write(`${JSON.stringify(request)}\n`);
  try {
    return await Promise.race([failed, readReplies(createInterface({ input: socket }), onProgress)]);
  } finally {
    socket.destroy();
  }
}

async function readReplies(
  lines: AsyncIterable<string>,
  onProgress: (line: string) => void,
): Promise<unknown> {
  for await (const line of lines) {
    const reply = replySchema.parse(JSON.parse(line));
    if ('refusal' in reply) throw new MeshError(reply.refusal);
    if ('progress' in reply) onProgress(reply.progress);
    else return reply.result;
  }
  throw new MeshError('The launcher ended before it had answered.');
}
