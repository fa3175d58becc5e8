import { setTimeout as delay } from 'node:timers/promises';
import { isAlive, sessionOf, type Identity } from './process-table.ts';

export interface StopManner {
  signal: NodeJS.Signals;
  /** How long it may take to end by itself before it is killed. */
  graceMs: number;
}

/** Ends a process and its children; returns once none is left. Answers whether it went without being killed. */
export async function stopProcess(identity: Identity, { signal, graceMs }: StopManner): Promise<boolean> {
  sendTo(isAlive(identity) ? [identity.pid] : sessionOf(identity), signal);
  if (await gone(identity, graceMs)) return true;
  killNow(identity);
  await gone(identity, 5000);
  return false;
}

/** SIGKILL to a process and its children. */
export function killNow(identity: Identity): void {
  sendTo(sessionOf(identity), 'SIGKILL');
}

async function gone(identity: Identity, patienceMs: number): Promise<boolean> {
  const deadline = Date.now() + patienceMs;
  while (sessionOf(identity).length > 0) {
    if (Date.now() >= deadline) return false;
    await delay(25);
  }
  return true;
}

function sendTo(pids: readonly number[], signal: NodeJS.Signals): void {
  for (const pid of pids) {
    try {
      process.kill(pid, signal);
    } catch {
      // It went by itself between the look and the signal.
    }
  }
}
