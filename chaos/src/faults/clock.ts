import { spawn } from 'node:child_process';
import { existsSync, openSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import { ChaosError } from '../chaos-error.ts';
import { processesOf } from '../mesh/processes.ts';
import type { Fault, Stage } from './fault.ts';

const LIBRARIES = ['x86_64-linux-gnu', 'aarch64-linux-gnu'].map(
  (machine) => `/usr/lib/${machine}/faketime/libfaketimeMT.so.1`,
);
const LASTS_MS = 10_000;
const STOPS_WITHIN_MS = 12_000;

/** Services listen with SO_REUSEPORT, so a twin of a replica gets half of what is sent to it. */
export const clockFaults: Fault[] = [
  { service: 'sale', offset: '+90s' },
  { service: 'stock', offset: '-90s' },
].map(({ service, offset }) => ({
  name: `clock-${service}`,
  title: `one replica of ${service} whose clock is ${offset === '+90s' ? '90 s ahead' : '90 s behind'}`,
  bounds: { failedReads: 0 },
  obstacle: () =>
    libraryHere() === undefined ? 'libfaketime is not installed (Debian package faketime)' : undefined,
  strike: (stage) => withTwin(stage, service, offset),
}));

const libraryHere = () => LIBRARIES.find((file) => existsSync(file));

async function withTwin({ mesh }: Stage, service: string, offset: string): Promise<void> {
  const [model] = await processesOf(mesh, service);
  const library = libraryHere();
  if (model === undefined || library === undefined)
    throw new ChaosError(`No ${service} can be given another clock.`);
  const log = openSync(path.join(mesh.home, 'logs', `${service}-faketime.log`), 'a', 0o600);
  const [command = '', ...args] = wordsOf(`/proc/${model.pid}/cmdline`);
  const twin = spawn(command, args, {
    // Its own environment and another clock; timers stay those of the machine.
    env: {
      ...Object.fromEntries(wordsOf(`/proc/${model.pid}/environ`).map(pair)),
      LD_PRELOAD: library,
      FAKETIME: offset,
      FAKETIME_DONT_FAKE_MONOTONIC: '1',
    },
    stdio: ['ignore', log, log],
  });
  const ended = new Promise<void>((resolve) => twin.once('close', () => resolve()));
  try {
    await delay(LASTS_MS);
    if (twin.exitCode !== null) throw new ChaosError(`The twin of ${service} ended at once; see its log.`);
  } finally {
    twin.kill('SIGTERM');
    const late = setTimeout(() => twin.kill('SIGKILL'), STOPS_WITHIN_MS);
    await ended;
    clearTimeout(late);
  }
}

const wordsOf = (file: string): string[] =>
  readFileSync(file, 'utf8')
    .split('\0')
    .filter((word) => word !== '');

function pair(assignment: string): [string, string] {
  const equals = assignment.indexOf('=');
  return [assignment.slice(0, equals), assignment.slice(equals + 1)];
}
