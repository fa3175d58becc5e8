import { spawn } from 'node:child_process';
import type { ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { chmod, mkdtemp, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import { findBinary } from '@comptoir/mesh/engines';

/** Things that must not outlive the bench. Undone in reverse order, once, however it ends. */
export interface Temporary {
  /** A fresh folder in `parent`; `mode` 0o755 lets others read it. */
  folder: (parent: string, mode?: number) => Promise<string>;
  /** A child that the kernel ends (SIGTERM) with us, even by kill -9. */
  spawn: (command: string, args: readonly string[]) => ChildProcess;
  add: (undo: () => Promise<unknown>) => void;
  end: () => Promise<void>;
}

const GRACE_MS = 5_000;

async function stop(child: ChildProcess): Promise<void> {
  if (child.exitCode !== null || child.signalCode !== null) return;
  const gone = once(child, 'exit');
  child.kill('SIGTERM');
  const patience = new AbortController();
  const killing = delay(GRACE_MS, undefined, { signal: patience.signal }).then(
    () => child.kill('SIGKILL'),
    () => undefined,
  );
  await gone;
  patience.abort();
  await killing;
}

export function createTemporary(): Temporary {
  const undos: (() => Promise<unknown>)[] = [];
  const add = (undo: () => Promise<unknown>) => void undos.push(undo);
  return {
    add,
    folder: async (parent, mode = 0o700) => {
      const path = await mkdtemp(join(parent, 'limits-'));
      add(() => rm(path, { recursive: true, force: true }));
      await chmod(path, mode);
      return path;
    },
    spawn: (command, args) => {
      const child = spawn(findBinary('setpriv') ?? 'setpriv', ['--pdeathsig=TERM', '--', command, ...args], {
        stdio: ['ignore', 'ignore', 'inherit'],
      });
      // Its absence shows where the answer is awaited.
      child.on('error', () => undefined);
      add(() => stop(child));
      return child;
    },
    end: async () => {
      for (let undo = undos.pop(); undo !== undefined; undo = undos.pop()) await undo();
    },
  };
}
