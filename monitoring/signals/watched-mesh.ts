import { spawn } from 'node:child_process';
import { readFileSync } from 'node:fs';
import path from 'node:path';
import { text } from 'node:stream/consumers';
import { ownMesh } from '@comptoir/mesh/own-mesh';
import type { OwnMeshOptions } from '@comptoir/mesh/own-mesh';
import { z } from 'zod';
import { prometheusAt } from './prometheus.ts';

const LOAD = path.join(import.meta.dirname, '../../load-tests/src/main.ts');

const targets = z.array(
  z.object({
    targets: z.tuple([z.string()]),
    labels: z.object({ job: z.string(), instance: z.string() }),
  }),
);

export type WatchedMesh = ReturnType<typeof watchedMesh>;

/** A mesh through its command line, as an operator would handle it. */
export function watchedMesh(options: OwnMeshOptions) {
  const mesh = ownMesh(options);
  const { home } = mesh;
  const command = async (...words: string[]): Promise<void> => {
    const { code, output, complaint } = await mesh.run(...words);
    if (code !== 0) throw new Error(`${words.join(' ')} failed: ${(complaint || output).trim().slice(-600)}`);
  };

  const prometheusUrl = async (): Promise<string> => {
    const { prometheus } = await mesh.status();
    if (prometheus === null) throw new Error(`The mesh in ${home} has no Prometheus.`);
    return prometheus;
  };

  return {
    status: mesh.status,
    account: mesh.account,
    portOf: mesh.portOf,
    start: () => command('start', '--detach'),
    stop: () => command('stop'),
    load: (durationSeconds: number, rate: number) =>
      mixedLoad([
        '--duration',
        String(durationSeconds),
        '--warm-up',
        '0',
        '--rate',
        String(rate),
        '--home',
        home,
      ]),
    pidOf: async (service: string, replica = 1) => {
      const { processes } = await mesh.status();
      const pid = processes.find((one) => one.service === service && one.replica === replica)?.pid;
      if (pid == null) throw new Error(`${service}-${replica} does not run`);
      return pid;
    },
    prometheusUrl,
    prometheus: async () => prometheusAt(await prometheusUrl()),
    /** The replicas of services, as Prometheus is told of them. */
    replicas: () =>
      targets
        .parse(JSON.parse(readFileSync(path.join(home, 'prometheus/targets/mesh.json'), 'utf8')))
        .filter(({ labels }) => labels.job === 'comptoir')
        .map(({ targets: [address], labels: { instance: name } }) => ({ name, address })),
  };
}

/** Throws when it could not be run: how fast the mesh is, and whether its books add up, is asked elsewhere. */
async function mixedLoad(options: readonly string[]): Promise<void> {
  const child = spawn(process.execPath, [LOAD, 'mixed', ...options], { stdio: ['ignore', 'ignore', 'pipe'] });
  const ended = new Promise<number | null>((resolve) => child.once('close', resolve));
  const complaint = await text(child.stderr);
  const code = await ended;
  if (code !== 0 && code !== 1) throw new Error(`There was no load: ${complaint.trim()}`);
}
