import { spawn } from 'node:child_process';
import { closeSync, openSync } from 'node:fs';
import type { ProcessSpec } from '../plan/process-spec.ts';
import { errorMessage } from '../thrown.ts';
import { identify, type Identity } from './process-table.ts';

type SpawnSpec = Pick<ProcessSpec, 'command' | 'args' | 'env' | 'cwd' | 'logFile'>;

export interface RunningProcess {
  /** undefined when it could not even be spawned. */
  identity: Identity | undefined;
  /** Resolves with how it ended, in words. */
  exited: Promise<string>;
}

/**
 * Starts a process in a session of its own, so that a Ctrl-C at the terminal reaches the supervisor alone. Its output
 * goes straight into its log file, not through a pipe: it lives on when the supervisor is killed, a slow supervisor
 * never slows it, and a line costs us nothing (a pipe cost 0.02 ms each, as much as a cached read: lesson 36).
 */
export function spawnProcess(spec: SpawnSpec): RunningProcess {
  let output: number;
  try {
    output = openSync(spec.logFile, 'a', 0o600);
  } catch (error) {
    return { identity: undefined, exited: Promise.resolve(errorMessage(error)) };
  }
  const child = spawn(spec.command, spec.args, {
    cwd: spec.cwd,
    env: spec.env,
    stdio: ['ignore', output, output],
    detached: true,
  });
  closeSync(output);
  const exited = new Promise<string>((resolve) => {
    child.once('error', (error) => resolve(error.message));
    child.once('exit', (code, signal) => resolve(signal ?? `exit code ${code}`));
  });
  return { identity: child.pid === undefined ? undefined : identify(child.pid), exited };
}
