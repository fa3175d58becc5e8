import { cpSync, existsSync, mkdirSync, rmSync } from 'node:fs';
import path from 'node:path';
import { engineEnv } from '../engines/index.ts';
import { logFile, type Locations } from '../home/locations.ts';
import { answersOk } from './probe.ts';
import type { ProcessSpec } from './process-spec.ts';

const SOURCE = 'monitoring';

/**
 * How Prometheus runs. Its configuration is copied next to the list of targets, because Prometheus reads the paths in
 * it (`targets/*.json`, `rules/*.yml`) from the folder it lies in; the same file serves containers unchanged.
 */
export function prometheusSpec(locations: Locations, port: number): ProcessSpec {
  const source = path.join(locations.root, SOURCE);
  for (const entry of ['prometheus.yml', 'rules']) {
    const [from, to] = [path.join(source, entry), path.join(locations.prometheus, entry)];
    rmSync(to, { recursive: true, force: true });
    if (existsSync(from)) cpSync(from, to, { recursive: true });
  }
  return monitoringSpec(locations, 'prometheus', port, {
    command: 'prometheus',
    args: [
      `--config.file=${path.join(locations.prometheus, 'prometheus.yml')}`,
      `--storage.tsdb.path=${dataFolder(locations, 'prometheus')}`,
      // The error budget looks back 30 days.
      '--storage.tsdb.retention.time=31d',
      '--storage.tsdb.retention.size=1GB',
      `--web.listen-address=127.0.0.1:${port}`,
      '--log.level=warn',
    ],
  });
}

/** How Alertmanager runs: it groups what fires, and tells nobody until a webhook is configured. */
export function alertmanagerSpec(locations: Locations, port: number): ProcessSpec {
  const config = path.join(locations.root, SOURCE, 'alertmanager.yml');
  return monitoringSpec(locations, 'alertmanager', port, {
    command: 'prometheus-alertmanager',
    args: [
      `--config.file=${config}`,
      `--storage.path=${dataFolder(locations, 'alertmanager')}`,
      `--web.listen-address=127.0.0.1:${port}`,
      // Alone, it needs no gossip port.
      '--cluster.listen-address=',
    ],
  });
}

function monitoringSpec(
  locations: Locations,
  name: string,
  port: number,
  command: { command: string; args: string[] },
): ProcessSpec {
  return {
    name,
    service: name,
    replica: 1,
    port,
    // It watches until the last service is gone, and needs none of the engines.
    tier: 'engine',
    ...command,
    // Go would collect garbage only when the heap has doubled; half of that costs little at our few series.
    env: { ...engineEnv, GOGC: '50' },
    cwd: locations.home,
    logFile: logFile(locations, name),
    stop: { signal: 'SIGTERM', graceMs: 10_000 },
    isReady: () => answersOk(`http://127.0.0.1:${port}/-/ready`),
  };
}

function dataFolder(locations: Locations, name: string): string {
  const folder = path.join(locations.data, name);
  mkdirSync(folder, { recursive: true, mode: 0o700 });
  return folder;
}
