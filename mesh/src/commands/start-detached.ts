import { spawn, type ChildProcess } from 'node:child_process';
import { closeSync, openSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { replySchema, statusSchema, type Status } from '../control/protocol.ts';
import { logFile } from '../home/locations.ts';
import { MeshError } from '../mesh-error.ts';
import { say } from '../terminal/say.ts';
import { readyLines } from '../terminal/ready-lines.ts';
import type { StartOptions } from './start-options.ts';

/** Starts the supervisor in a session of its own and returns when every replica is ready. */
export async function startDetached({ settings, fresh, demo }: StartOptions): Promise<void> {
  const log = logFile(settings.locations, 'mesh');
  const output = openSync(log, 'a', 0o600);
  const main = fileURLToPath(new URL('../main.ts', import.meta.url));
  const flags = [...(fresh ? ['--fresh'] : []), ...(demo ? [] : ['--no-demo'])];
  const supervisor = spawn(process.execPath, [...process.execArgv, main, 'supervise', ...flags], {
    cwd: settings.locations.root,
    stdio: ['ignore', output, output, 'ipc'],
    detached: true,
  });
  closeSync(output);
  // It has left our terminal, so a Ctrl-C before it is ready reaches it only through us.
  const stop = () => supervisor.kill('SIGTERM');
  for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) process.on(signal, stop);
  const status = await firstAnswer(supervisor, log);
  supervisor.disconnect();
  supervisor.unref();
  for (const line of readyLines(status, settings)) say(line);
}

function firstAnswer(supervisor: ChildProcess, log: string): Promise<Status> {
  return new Promise((resolve, reject) => {
    supervisor.on('message', (message) => {
      const reply = replySchema.parse(message);
      if ('progress' in reply) say(reply.progress);
      else if ('refusal' in reply) reject(new MeshError(reply.refusal));
      else resolve(statusSchema.parse(reply.result));
    });
    supervisor.once('error', reject);
    supervisor.once('exit', (code, signal) => {
      reject(
        new MeshError(
          `The launcher ended before the mesh was ready (${signal ?? `exit code ${code}`}): see ${log}.`,
        ),
      );
    });
  });
}
