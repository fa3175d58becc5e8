import { setTimeout as delay } from 'node:timers/promises';
import { frozenFor, kill, processesOf, whenAllReady, whileFrozen } from '../mesh/processes.ts';
import type { Stage } from './fault.ts';

const FROZEN_MS = 10_000;
const BACK_WITHIN_MS = 45_000;

/** kill -9 of the first `count` processes of a service, at once; the launcher brings them back. */
export async function killed({ mesh }: Stage, service: string, count = 1): Promise<void> {
  const victims = (await processesOf(mesh, service)).slice(0, count);
  for (const victim of victims) kill(victim);
  const gone = victims.map(({ pid }) => pid);
  await whenAllReady(mesh, BACK_WITHIN_MS, gone);
}

/** SIGSTOP for ten seconds: connections stay open and nothing answers. */
export async function frozen({ mesh }: Stage, service: string, count = 1): Promise<void> {
  await frozenFor((await processesOf(mesh, service)).slice(0, count), FROZEN_MS);
}

/** SIGSTOP until the launcher has had enough of it: a process that nobody thaws. */
export async function hung({ mesh }: Stage, service: string): Promise<void> {
  const victims = (await processesOf(mesh, service)).slice(0, 1);
  const gone = victims.map(({ pid }) => pid);
  await whileFrozen(victims, () => whenAllReady(mesh, BACK_WITHIN_MS, gone));
}

/** Long enough for people to come across what has just changed. */
export const aMoment = (): Promise<void> => delay(2_000);
