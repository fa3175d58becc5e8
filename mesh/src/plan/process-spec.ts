import type { StopManner } from '../processes/stop-process.ts';

/** edge stops first, engines last, because everything between needs them to finish its work. */
export type Tier = 'edge' | 'service' | 'engine';

/** When a process that was ready counts as hung: it stays, but nobody who calls it gets an answer. */
export interface HangRule {
  /** Whether it answers anything, if only that it is not ready; never throws, answers within about two seconds. */
  answers(): Promise<boolean>;
  silentMs: number;
}

/** One process of the mesh: how to start it, how to know that it works, how to stop it. */
export interface ProcessSpec {
  /** `stock-2`, `nginx`: unique; names the log file. */
  name: string;
  service: string;
  replica: number;
  port: number;
  tier: Tier;
  command: string;
  args: string[];
  env: Record<string, string>;
  cwd: string;
  logFile: string;
  stop: StopManner;
  /** Asks whether the process of this pid does its work now; never throws, answers within about two seconds. */
  isReady(pid: number): Promise<boolean>;
  /** Set for what is killed when it hangs, and started again: for replicas only, an engine is better waited for. */
  hang?: HangRule;
}

export function replicaName(service: string, replica: number): string {
  return `${service}-${replica}`;
}
