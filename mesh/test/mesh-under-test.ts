import { spawn } from 'node:child_process';
import { mkdtempSync, readFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { text } from 'node:stream/consumers';
import { fileURLToPath } from 'node:url';
import { statusSchema, type ProcessStatus, type Status } from '../src/control/protocol.ts';
import { freePort } from '../src/engines/index.ts';

const MAIN = fileURLToPath(new URL('../src/main.ts', import.meta.url));

export interface Outcome {
  code: number | null;
  output: string;
  complaint: string;
}

/** A mesh of its own for a test: its home, its port, and the command line that works on it. */
export interface MeshUnderTest {
  home: string;
  url: string;
  run(...words: string[]): Promise<Outcome>;
  status(): Promise<Status>;
  readyReplicas(service: string): Promise<ProcessStatus[]>;
  /** The account of somebody with this role. */
  account(role: string): { username: string; password: string; locationId: string };
}

export async function meshUnderTest(): Promise<MeshUnderTest> {
  const home = path.join(mkdtempSync(path.join(tmpdir(), 'comptoir-mesh-test-')), 'home');
  const port = await freePort();
  const env = { PATH: '/usr/bin:/bin', COMPTOIR_HOME: home, COMPTOIR_PORT: String(port) };

  const run = async (...words: string[]): Promise<Outcome> => {
    const child = spawn(process.execPath, [MAIN, ...words], { env, stdio: ['ignore', 'pipe', 'pipe'] });
    const ended = new Promise<number | null>((resolve) => child.once('close', resolve));
    const [output, complaint] = await Promise.all([text(child.stdout), text(child.stderr)]);
    return { code: await ended, output, complaint };
  };
  const status = async () => statusSchema.parse(JSON.parse((await run('status', '--json')).output));
  return {
    home,
    url: `http://127.0.0.1:${port}`,
    run,
    status,
    readyReplicas: async (service) =>
      (await status()).processes.filter((one) => one.service === service && one.state === 'ready'),
    account: (role) =>
      JSON.parse(readFileSync(path.join(home, 'demo-accounts.json'), 'utf8')).find(
        (account: { role: string }) => account.role === role,
      ),
  };
}
