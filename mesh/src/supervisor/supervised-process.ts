import path from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import { fullDisk } from '../home/full-disk.ts';
import { lastWords, logSize } from '../logs/last-words.ts';
import { MeshError } from '../mesh-error.ts';
import type { ProcessSpec } from '../plan/process-spec.ts';
import { isAlive } from '../processes/process-table.ts';
import { killNow, stopProcess } from '../processes/stop-process.ts';
import { createLife, type ProcessSnapshot } from './process-life.ts';
import type { ProcessRun } from './process-run.ts';

export interface SupervisedProcess {
  spec: ProcessSpec;
  snapshot(): ProcessSnapshot;
  start(): void;
  /** Ends it for good; returns once it and its children are gone. */
  stop(): Promise<void>;
  /**
   * Starts a successor beside it on the same port, and ends the old process once the new one is ready. Throws MeshError
   * when that takes too long; the old one then goes on as if nothing had been.
   */
  replace(patienceMs: number): Promise<void>;
  /** Gets no new work: shown to the operator, no effect on the process itself. */
  markDraining(): void;
  /** SIGKILL, without waiting. */
  kill(): void;
  /** What it has said last since it is supervised, on one line. */
  lastWords(): string;
}

/** Keeps one process running until it is told to stop. `changed` is called after every change of its snapshot. */
export function superviseProcess(
  spec: ProcessSpec,
  changed: (now: ProcessSnapshot) => void,
): SupervisedProcess {
  const life = createLife(spec, changed);
  const logStart = logSize(spec.logFile);
  return {
    spec,
    snapshot: life.now,
    start() {
      if (life.now().state === 'stopped') life.launch();
    },
    async stop() {
      life.cancelRestart();
      if (life.now().state === 'stopped') return;
      const run = life.current();
      life.become({ state: run === undefined ? 'stopped' : 'stopping' });
      await Promise.all(bothOf(life.now()).map((identity) => stopProcess(identity, spec.stop)));
      await run?.ended;
    },
    async replace(patienceMs) {
      const { state } = life.now();
      if (state === 'stopped' || state === 'stopping') throw new MeshError(`${spec.name} is stopped.`);
      const successor = life.begin();
      life.become({ other: successor.identity });
      const took = await isReadyInTime(spec, successor, patienceMs);
      if (took) life.takeOver(successor);
      const { other } = life.now();
      if (other) await stopProcess(other, spec.stop);
      life.become({ other: undefined });
      if (took) return;
      const why = silencedBy(spec);
      throw new MeshError(
        `The successor of ${spec.name} did not become ready; the old one goes on.${why === undefined ? '' : ` ${why}`}`,
      );
    },
    markDraining: () => life.become({ state: 'draining' }),
    lastWords: () => lastWords(spec.logFile, logStart) ?? silencedBy(spec) ?? 'it said nothing',
    kill() {
      life.cancelRestart();
      life.become({ state: life.current() === undefined ? 'stopped' : 'stopping' });
      for (const identity of bothOf(life.now())) killNow(identity);
    },
  };
}

// What cannot write cannot complain either. A replica's code cache and a log have room in this.
const LEAST_TO_WRITE_BYTES = 16 * 1024 * 1024;

/** Why a process may be unable to say anything, if there is a reason. */
function silencedBy({ logFile }: ProcessSpec): string | undefined {
  return fullDisk(path.dirname(logFile), LEAST_TO_WRITE_BYTES);
}

function bothOf({ identity, other }: ProcessSnapshot) {
  return [identity, other].filter((one) => one !== undefined);
}

async function isReadyInTime(
  spec: ProcessSpec,
  { identity }: ProcessRun,
  patienceMs: number,
): Promise<boolean> {
  if (identity === undefined) return false;
  const deadline = Date.now() + patienceMs;
  while (isAlive(identity)) {
    if (await spec.isReady(identity.pid)) return true;
    if (Date.now() >= deadline) return false;
    await delay(50);
  }
  return false;
}
