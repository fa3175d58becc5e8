import { Counter, Gauge, Registry } from 'prom-client';
import type { Tier } from '../plan/process-spec.ts';

/** What the launcher knows of one process of the mesh. */
export interface ProcessFigures {
  /** `stock`, `mariadb`, `nginx`. */
  process: string;
  replica: string;
  tier: Tier;
  up: boolean;
  ready: boolean;
  restarts: number;
  residentBytes: number;
}

const labelNames = ['process', 'replica', 'tier'] as const;

/** Room on the disk that the data is on. */
export interface DiskFigures {
  freeBytes: number;
  sizeBytes: number;
}

export interface Looks {
  processes(): ProcessFigures[];
  disk(): DiskFigures;
  /** Unix time in seconds. */
  certificateEnd(): number;
}

/** The launcher's metrics: only it sees the engines and the gateway as processes. `look` is asked at each scrape. */
export function launcherMetrics(look: Looks): Registry {
  const registry = new Registry();
  const gauge = (name: string, help: string, collect?: () => void) =>
    new Gauge({ name, help, labelNames, registers: [registry], ...(collect && { collect }) });
  // Registered first, hence collected first: the others then have the figures of the same moment.
  const up = gauge('mesh_process_up', 'Whether the process runs.', () => {
    // What has gone since the last scrape must not stay.
    for (const metric of [up, ready, resident, restarts]) metric.reset();
    for (const { process, replica, tier, ...figures } of look.processes()) {
      const labels = { process, replica, tier };
      up.set(labels, Number(figures.up));
      ready.set(labels, Number(figures.ready));
      resident.set(labels, figures.residentBytes);
      restarts.inc(labels, figures.restarts);
    }
  });
  const ready = gauge(
    'mesh_process_ready',
    'Whether the process answered, when last asked, that it is ready.',
  );
  const resident = gauge('mesh_process_resident_bytes', 'Resident memory of the process and its children.');
  const restarts = new Counter({
    name: 'mesh_process_restarts_total',
    help: 'Times the process was started again after it ended by itself.',
    labelNames,
    registers: [registry],
  });
  watchDisk(registry, look);
  watchCertificate(registry, look);
  return registry;
}

function watchDisk(registry: Registry, { disk }: Looks): void {
  const registers = [registry];
  const free = new Gauge({
    name: 'mesh_disk_free_bytes',
    help: 'What may still be written where the data is.',
    registers,
    collect() {
      const { freeBytes, sizeBytes } = disk();
      free.set(freeBytes);
      size.set(sizeBytes);
    },
  });
  const size = new Gauge({
    name: 'mesh_disk_size_bytes',
    help: 'Size of the disk the data is on.',
    registers,
  });
}

function watchCertificate(registry: Registry, { certificateEnd }: Looks): void {
  new Gauge({
    name: 'mesh_certificate_end_seconds',
    help: 'When the certificate ends that the gateway serves, in Unix time; +Inf without one.',
    registers: [registry],
    collect() {
      this.set(certificateEnd());
    },
  });
}
