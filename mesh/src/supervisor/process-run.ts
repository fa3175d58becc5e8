import type { ProcessSpec } from '../plan/process-spec.ts';
import type { Identity } from '../processes/process-table.ts';
import { spawnProcess } from '../processes/spawn-process.ts';
import { killNow } from '../processes/stop-process.ts';
import { watchReadiness } from './watch-readiness.ts';
import { watchSilence } from './watch-silence.ts';

/** One life of a process, from its start to its end. */
export interface ProcessRun {
  /** undefined when it could not even be spawned. */
  identity: Identity | undefined;
  startedAt: number;
  /** Resolves with how it ended, in words, once its children are gone too. */
  ended: Promise<string>;
}

/** Starts a process once and watches whether it is ready; kills it when it hangs. */
export function startRun(spec: ProcessSpec, readinessChanged: (ready: boolean) => void): ProcessRun {
  const { identity, exited } = spawnProcess(spec);
  let hung = false;
  let stopListening = () => {};
  const killHung = () => {
    hung = true;
    if (identity) killNow(identity);
  };
  const stopWatching = watchReadiness(
    async () => identity !== undefined && (await spec.isReady(identity.pid)),
    (ready) => {
      stopListening();
      if (!ready && spec.hang) stopListening = watchSilence(spec.hang, killHung);
      readinessChanged(ready);
    },
  );
  const ended = exited.then((how) => {
    stopWatching();
    stopListening();
    // The children of a leader that was killed (Nginx workers) would hold its port.
    if (identity) killNow(identity);
    return hung && spec.hang ? `killed: it had answered nothing for ${spec.hang.silentMs / 1000} s` : how;
  });
  return { identity, startedAt: Date.now(), ended };
}
