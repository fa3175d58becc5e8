import { setTimeout as delay } from 'node:timers/promises';
import { frozenFor, kill, processesOf, whenAllReady } from '../mesh/processes.ts';
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

/** Long enough for people to come across what has just changed. */
export const aMoment = (): Promise<void> => delay(2_000);
