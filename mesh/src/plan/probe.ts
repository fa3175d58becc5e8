import { json } from 'node:stream/consumers';
import { z } from 'zod';

// An `import` would load Node's own fetch with it: 7 MB of the launcher.
const { get } = process.getBuiltinModule('node:http');

const PATIENCE_MS = 2000;

const readyAnswer = z.looseObject({ pid: z.number() });

/** Whether a server answers with 2xx. */
export async function answersOk(url: string): Promise<boolean> {
  return (await okAnswer(url)) !== undefined;
}

/** Whether that very process is ready: during a handover two of them share the port. */
export async function isReadyAs(pid: number, port: number): Promise<boolean> {
  const answer = readyAnswer.safeParse(await okAnswer(`http://127.0.0.1:${port}/health/ready`));
  return answer.success && answer.data.pid === pid;
}

/** The JSON of a 2xx answer, null when it has none; undefined for any other answer. Always on a connection of its own. */
function okAnswer(url: string): Promise<unknown> {
  return new Promise((resolve) => {
    const request = get(url, { agent: false, timeout: PATIENCE_MS }, (response) => {
      const ok = response.statusCode !== undefined && response.statusCode >= 200 && response.statusCode < 300;
      json(response).then(
        (body) => resolve(ok ? body : undefined),
        () => resolve(ok ? null : undefined),
      );
    });
    request.on('timeout', () => request.destroy());
    request.on('error', () => resolve(undefined));
  });
}
