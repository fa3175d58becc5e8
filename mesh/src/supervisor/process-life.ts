import type { ProcessSpec } from '../plan/process-spec.ts';
import type { Identity } from '../processes/process-table.ts';
import { createBackOff } from './back-off.ts';
import { startRun, type ProcessRun } from './process-run.ts';

/** waiting: it ended by itself and starts again after its back-off. */
export type ProcessState = 'stopped' | 'starting' | 'ready' | 'unready' | 'draining' | 'stopping' | 'waiting';

export interface ProcessSnapshot {
  state: ProcessState;
  identity: Identity | undefined;
  /** The second process there is while one hands over to the other. */
  other: Identity | undefined;
  /** Times it was started again after it ended by itself. */
  restarts: number;
  /** How it ended last, in words. */
  lastEnd: string | undefined;
}

export interface ProcessLife {
  now(): ProcessSnapshot;
  current(): ProcessRun | undefined;
  become(next: Partial<ProcessSnapshot>): void;
  /** Starts a run that is not the current one yet. */
  begin(): ProcessRun;
  /** Starts a run; when it ends by itself another follows, after a back-off. */
  launch(): void;
  /** Makes a run the current one, and the current one the other. */
  takeOver(successor: ProcessRun): void;
  cancelRestart(): void;
}

/** The runs of one process and what is known of them. `changed` is called after every change. */
export function createLife(spec: ProcessSpec, changed: (now: ProcessSnapshot) => void): ProcessLife {
  let now: ProcessSnapshot = {
    state: 'stopped',
    identity: undefined,
    other: undefined,
    restarts: 0,
    lastEnd: undefined,
  };
  let current: ProcessRun | undefined;
  let restart: NodeJS.Timeout | undefined;
  const backOff = createBackOff();

  const become = (next: Partial<ProcessSnapshot>) => {
    now = { ...now, ...next };
    changed(now);
  };
  const begin = (): ProcessRun => {
    const run = startRun(spec, (ready) => {
      if (run === current && reflectsReadiness(now)) become({ state: ready ? 'ready' : 'unready' });
    });
    void run.ended.then((how) => (run === current ? onEnd(run, how) : undefined));
    return run;
  };
  const launch = () => {
    current = begin();
    become({ state: 'starting', identity: current.identity });
  };
  const onEnd = ({ startedAt }: ProcessRun, lastEnd: string) => {
    current = undefined;
    if (now.state === 'stopping') return become({ state: 'stopped', identity: undefined });
    become({ state: 'waiting', identity: undefined, lastEnd, restarts: now.restarts + 1 });
    restart = setTimeout(launch, backOff.next(Date.now() - startedAt));
  };

  return {
    now: () => now,
    current: () => current,
    become,
    begin,
    launch,
    takeOver(successor) {
      clearTimeout(restart);
      current = successor;
      become({ state: 'ready', identity: successor.identity, other: now.identity });
    },
    cancelRestart: () => clearTimeout(restart),
  };
}

// While two share a port, an answer says nothing about the one we ask.
function reflectsReadiness({ state, other }: ProcessSnapshot): boolean {
  return other === undefined && (state === 'starting' || state === 'ready' || state === 'unready');
}
