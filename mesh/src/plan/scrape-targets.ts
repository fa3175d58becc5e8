import { mkdirSync } from 'node:fs';
import path from 'node:path';
import type { Locations } from '../home/locations.ts';
import { writeFileAtomically } from '../home/write-file.ts';
import { replicaName } from './process-spec.ts';

export interface ScrapeTarget {
  service: string;
  /** Of what has replicas. The launcher has none: its own series say which replica they are about. */
  replica?: number;
  /** Where a container is; on a machine everything is on loopback. */
  host?: string;
  port: number;
  /** The name of an engine when it is its exporter that answers for it. */
  job: 'comptoir' | 'nginx' | 'mariadb' | 'redis' | 'prometheus' | 'alertmanager' | 'mesh';
  /** Of the exporter that answers for several: the one that is asked about. */
  about?: string;
}

/** What Prometheus' file discovery reads; it sees a new file by itself within a second. */
export function writeScrapeTargets(locations: Locations, targets: readonly ScrapeTarget[]): void {
  const folder = path.join(locations.prometheus, 'targets');
  mkdirSync(folder, { recursive: true, mode: 0o700 });
  writeFileAtomically(path.join(folder, 'mesh.json'), scrapeTargetsFile(targets));
}

/** The content of such a file. */
export function scrapeTargetsFile(targets: readonly ScrapeTarget[]): string {
  return `${JSON.stringify(scrapeTargets(targets), null, 2)}\n`;
}

/**
 * Labels are strings; `job` in them wins over the name of the scrape job that reads the file, and `instance` over the
 * address, so that a replica keeps its series when it comes back on another one.
 */
export function scrapeTargets(targets: readonly ScrapeTarget[]) {
  return targets.map(({ service, replica, host = '127.0.0.1', port, job, about }) => ({
    targets: [`${host}:${port}`],
    labels: {
      job,
      service,
      ...(replica === undefined
        ? { instance: service }
        : { replica: String(replica), instance: replicaName(service, replica) }),
      // Labels with two underscores say how to scrape, and end there.
      ...(about === undefined ? {} : { __metrics_path__: '/scrape', __param_target: about }),
    },
  }));
}
