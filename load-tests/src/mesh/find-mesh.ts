import { spawn } from 'node:child_process';
import { z } from 'zod';
import type { ProcessGroups } from '../cpu/cpu-meter.ts';
import { LoadError } from '../load-error.ts';
import { loopbackOrigin } from './loopback.ts';

const statusShape = z.object({
  processes: z.array(
    z.object({ service: z.string(), replica: z.number(), pid: z.number().nullish(), state: z.string() }),
  ),
  gateway: z.string(),
});

export type MeshStatus = z.infer<typeof statusShape>;

/** A running mesh as the load generator sees it. */
export interface FoundMesh {
  gateway: string;
  /** Pids by service name; databases, Nginx and Prometheus included. */
  groups: ProcessGroups;
}

function output(command: string, args: readonly string[], env: NodeJS.ProcessEnv): Promise<string> {
  return new Promise((resolve, reject) => {
    const child = spawn(command, args, { env, stdio: ['ignore', 'pipe', 'ignore'], timeout: 30_000 });
    let text = '';
    child.stdout.setEncoding('utf8').on('data', (chunk: string) => (text += chunk));
    child.once('error', reject);
    child.once('close', () => resolve(text));
  });
}

/** What `npm run mesh -- status --json` prints for the mesh whose home is in `env`; nothing when none runs there. */
export async function askStatus(root: string, env: NodeJS.ProcessEnv): Promise<string> {
  return output(process.execPath, [`${root}/mesh/src/main.ts`, 'status', '--json'], env);
}

function parseStatus(text: string): MeshStatus | undefined {
  try {
    return statusShape.safeParse(JSON.parse(text)).data;
  } catch {
    return undefined;
  }
}

/** Reads the status of the mesh in `home`. Throws LoadError when it does not run, or not on this machine's loopback. */
export function meshFrom(statusText: string, home: string): FoundMesh {
  const status = parseStatus(statusText);
  const groups = new Map<string, number[]>();
  for (const { service, pid } of status?.processes ?? []) {
    if (pid === null || pid === undefined || pid <= 0) continue;
    groups.set(service, [...(groups.get(service) ?? []), pid]);
  }
  if (status === undefined || groups.size === 0) {
    throw new LoadError(
      `No mesh is running in ${home}: start it with \`npm start\`, or name its folder with --home.`,
    );
  }
  return { gateway: loopbackOrigin(status.gateway), groups };
}
