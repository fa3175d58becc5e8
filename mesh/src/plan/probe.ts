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

/** Whether a service answers anything at all, if only that it is not ready. */
export async function saysAnything(port: number): Promise<boolean> {
  return (await answerOf(readinessUrl(port))) !== undefined;
}

/** Whether that very process is ready: during a handover two of them share the port. */
export async function isReadyAs(pid: number, port: number): Promise<boolean> {
  const answer = readyAnswer.safeParse(await okAnswer(readinessUrl(port)));
  return answer.success && answer.data.pid === pid;
}

const readinessUrl = (port: number) => `http://127.0.0.1:${port}/health/ready`;

/** The JSON of a 2xx answer, null when it has none; undefined for any other answer. */
async function okAnswer(url: string): Promise<unknown> {
  const answer = await answerOf(url);
  return answer?.ok ? answer.body : undefined;
}

/** Any answer, with its JSON or null when it has none; undefined when there is no answer. Always on a connection of its own. */
function answerOf(url: string): Promise<{ ok: boolean; body: unknown } | undefined> {
  return new Promise((resolve) => {
    const request = get(url, { agent: false, timeout: PATIENCE_MS }, (response) => {
      const ok = response.statusCode !== undefined && response.statusCode >= 200 && response.statusCode < 300;
      json(response).then(
        (body) => resolve({ ok, body }),
        () => resolve({ ok, body: null }),
      );
    });
    request.on('timeout', () => request.destroy());
    request.on('error', () => resolve(undefined));
  });
}
