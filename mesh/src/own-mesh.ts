import { spawn } from 'node:child_process';
import { readFileSync } from 'node:fs';
import path from 'node:path';
import { text } from 'node:stream/consumers';
import { fileURLToPath } from 'node:url';
import { z } from 'zod';
import { statusSchema, type ProcessStatus, type Status } from './control/protocol.ts';
import { locationsOf } from './home/locations.ts';
import { readPasswords, type KnownPasswords } from './home/secrets.ts';
import { readState } from './home/state-file.ts';
import { identify, sessionOf } from './processes/process-table.ts';

export type { ProcessStatus };

const MAIN = fileURLToPath(new URL('./main.ts', import.meta.url));
const ROOT = path.resolve(path.dirname(MAIN), '../..');

const accountsSchema = z.array(
  z.object({
    username: z.string(),
    password: z.string(),
    role: z.string(),
    locationId: z.string().default(''),
  }),
);

export interface Outcome {
  code: number | null;
  output: string;
  complaint: string;
}

/** A mesh beside the operator's own, for a test or a drill: its home, its port, and the command line that works on it. */
export interface OwnMesh {
  home: string;
  url: string;
  run(...words: string[]): Promise<Outcome>;
  status(): Promise<Status>;
  readyReplicas(service: string): Promise<ProcessStatus[]>;
  /** The account of somebody with this role. */
  account(role: string): { username: string; password: string; locationId: string };
  /** Port of one of its processes, by name: `mariadb`, `stock-2`. */
  portOf(name: string): number;
  passwords(): KnownPasswords;
}

export interface OwnMeshOptions {
  home: string;
  /** Not needed of a mesh that runs already. */
  port?: number;
  /** More of the operator's settings, by their names. */
  settings?: Readonly<Record<string, string>>;
}

/** Nothing runs before `run('start', '--detach')`; the home and the port must be nobody else's. */
export function ownMesh({ home, port, settings = {} }: OwnMeshOptions): OwnMesh {
  const env = { PATH: '/usr/bin:/bin', COMPTOIR_HOME: home, ...portSetting(port), ...settings };
  const locations = locationsOf({ root: ROOT, home });

  const run = async (...words: string[]): Promise<Outcome> => {
    const child = spawn(process.execPath, [MAIN, ...words], { env, stdio: ['ignore', 'pipe', 'pipe'] });
    const ended = new Promise<number | null>((resolve) => child.once('close', resolve));
    const [output, complaint] = await Promise.all([text(child.stdout), text(child.stderr)]);
    return { code: await ended, output, complaint };
  };
  const portOf = (name: string): number => {
    const found = readState(locations.state).ports[name];
    if (found === undefined) throw new Error(`the mesh in ${home} has no process ${name}`);
    return found;
  };
  const status = async () => statusSchema.parse(JSON.parse((await run('status', '--json')).output));
  return {
    home,
    get url() {
      return `http://127.0.0.1:${port ?? readState(locations.state).gatewayPort}`;
    },
    run,
    status,
    readyReplicas: async (service) =>
      (await status()).processes.filter((one) => one.service === service && one.state === 'ready'),
    account: (role) => {
      const accounts = accountsSchema.parse(JSON.parse(readFileSync(locations.demoAccounts, 'utf8')));
      const found = accounts.find((account) => account.role === role);
      if (found === undefined) throw new Error(`nobody in ${locations.demoAccounts} is ${role}`);
      return found;
    },
    portOf,
    passwords: () => readPasswords(locations.secrets),
  };
}

const portSetting = (port: number | undefined) => (port === undefined ? {} : { COMPTOIR_PORT: String(port) });

/** The pids of a process of a mesh and of its children (Nginx workers); none when it has gone. */
export function pidsOf(leader: number): number[] {
  const identity = identify(leader);
  return identity === undefined ? [] : sessionOf(identity);
}
