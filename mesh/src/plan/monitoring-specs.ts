import { cpSync, existsSync, mkdirSync, rmSync } from 'node:fs';
import path from 'node:path';
import { alertmanagerConfiguration } from '../../../monitoring/alertmanager/configuration.ts';
import type { Locations } from '../home/locations.ts';
import { writeFileAtomically } from '../home/write-file.ts';
import { monitoringSpec } from './monitoring-spec.ts';
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
      '--enable-feature=exemplar-storage',
      '--log.level=warn',
    ],
  });
}

/**
 * How Alertmanager runs: it groups what fires and posts it to the webhook, or tells nobody when there is none. The
 * address may hold a secret, hence a file of its own in the home, which is closed to others.
 */
export function alertmanagerSpec(
  locations: Locations,
  port: number,
  webhookUrl: string | undefined,
): ProcessSpec {
  const config = path.join(dataFolder(locations, 'alertmanager'), 'alertmanager.yml');
  writeFileAtomically(config, alertmanagerConfiguration(webhookUrl));
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

function dataFolder(locations: Locations, name: string): string {
  const folder = path.join(locations.data, name);
  mkdirSync(folder, { recursive: true, mode: 0o700 });
  return folder;
}
