import { spawn } from 'node:child_process';
import { readFileSync } from 'node:fs';
import path from 'node:path';
import { text } from 'node:stream/consumers';
import { z } from 'zod';

const root = path.join(import.meta.dirname, '../..');

const status = z.object({
  processes: z.array(
    z.object({ service: z.string(), replica: z.number(), pid: z.number().nullable(), port: z.number() }),
  ),
  gateway: z.string(),
  prometheus: z.string(),
});
const accounts = z.array(
  z.object({
    username: z.string(),
    password: z.string(),
    role: z.string(),
    locationId: z.string().nullish(),
  }),
);

const targets = z.array(
  z.object({
    targets: z.tuple([z.string()]),
    labels: z.object({ job: z.string(), instance: z.string() }),
  }),
);

export type WatchedMesh = ReturnType<typeof watchedMesh>;

/** A mesh through its command line, as an operator would handle it. */
export function watchedMesh(home: string, more: Readonly<Record<string, string>> = {}) {
  const env = { PATH: '/usr/local/bin:/usr/bin:/bin', COMPTOIR_HOME: home, ...more };

  const run = async (script: string, ...words: string[]) => {
    const child = spawn(process.execPath, [path.join(root, script), ...words], {
      env,
      stdio: ['ignore', 'pipe', 'pipe'],
    });
    const ended = new Promise<number | null>((resolve) => child.once('close', resolve));
    const [output, complaint] = await Promise.all([text(child.stdout), text(child.stderr)]);
    return { code: await ended, output, complaint };
  };
  const node = async (script: string, ...words: string[]) => {
    const { code, output, complaint } = await run(script, ...words);
    if (code === 0) return output;
    throw new Error(`${script} ${words.join(' ')} failed: ${(complaint || output).trim().slice(-600)}`);
  };
  const now = async () => status.parse(JSON.parse(await node('mesh/src/main.ts', 'status', '--json')));
  return {
    start: () => node('mesh/src/main.ts', 'start', '--detach'),
    stop: () => node('mesh/src/main.ts', 'stop'),
    status: now,
    /** Whether it could be run: how fast the mesh is, and whether its books add up, is asked elsewhere. */
    load: async (durationSeconds: number, rate: number) => {
      const words = options({ duration: durationSeconds, rate, home });
      const { code, complaint } = await run('load-tests/src/main.ts', 'mixed', ...words);
      if (code !== 0 && code !== 1) throw new Error(`There was no load: ${complaint.trim()}`);
    },
    pidOf: async (service: string, replica = 1) => {
      const { processes } = await now();
      const pid = processes.find((one) => one.service === service && one.replica === replica)?.pid;
      if (pid == null) throw new Error(`${service}-${replica} does not run`);
      return pid;
    },
    portOf: async (service: string) => {
      const { processes } = await now();
      return processes.find((one) => one.service === service)?.port;
    },
    /** The replicas of services, as Prometheus is told of them. */
    replicas: () =>
      targets
        .parse(JSON.parse(readFileSync(path.join(home, 'prometheus/targets/mesh.json'), 'utf8')))
        .filter(({ labels }) => labels.job === 'comptoir')
        .map(({ targets: [address], labels: { instance: name } }) => ({ name, address })),
    account: (role: string) => {
      const file = path.join(home, 'demo-accounts.json');
      const found = accounts.parse(JSON.parse(readFileSync(file, 'utf8'))).find((one) => one.role === role);
      if (found === undefined) throw new Error(`${file} has nobody of the role ${role}`);
      return found;
    },
  };
}

const options = (named: Record<string, string | number>) =>
  Object.entries(named).flatMap(([name, value]) => [`--${name}`, String(value)]);
