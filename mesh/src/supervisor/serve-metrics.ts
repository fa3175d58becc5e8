import { statfsSync } from 'node:fs';
import { sentenceFor } from '../mesh-error.ts';
import { residentBytes } from '../processes/memory.ts';
import { readProcessTable, sessionOf } from '../processes/process-table.ts';
import type { FixedPorts } from './context.ts';
import type { Fleet } from './fleet.ts';
import type { Gateway } from './gateway.ts';
import { launcherMetrics, type DiskFigures, type ProcessFigures } from './metrics.ts';
import type { Report } from './report.ts';

interface Watched {
  fleet: Pick<Fleet, 'all'>;
  fixedPorts: Pick<FixedPorts, 'launcher'>;
  settings: { locations: { data: string } };
  gateway: Pick<Gateway, 'certificateEnd'>;
  report: Report;
}

/** Answers Prometheus on loopback, at any path. Returns what ends it. */
export async function serveMetrics({
  fleet,
  fixedPorts,
  settings,
  gateway,
  report,
}: Watched): Promise<() => void> {
  const registry = launcherMetrics({
    processes: () => figuresOf(fleet),
    disk: () => roomOf(settings.locations.data),
    certificateEnd: () => (gateway.certificateEnd()?.getTime() ?? Number.POSITIVE_INFINITY) / 1000,
  });
  // An `import` would load Node's own fetch with it: 7 MB of the launcher.
  const server = process.getBuiltinModule('node:http').createServer((_request, response) => {
    registry.metrics().then(
      (text) => response.setHeader('Content-Type', registry.contentType).end(text),
      () => response.writeHead(500).end(),
    );
  });
  await new Promise<void>((resolve) => {
    // The shops open all the same: the operator only sees less.
    server.once('error', (error) => {
      report(`The launcher's own metrics cannot be served: ${sentenceFor(error)}`, 'warn');
      resolve();
    });
    server.listen(fixedPorts.launcher, '127.0.0.1', resolve);
  });
  return () => {
    server.closeAllConnections();
    server.close();
  };
}

function figuresOf({ all }: Pick<Fleet, 'all'>): ProcessFigures[] {
  const table = readProcessTable();
  return all().map(({ spec, snapshot }) => {
    const { identity, state, restarts } = snapshot();
    return {
      process: spec.service,
      replica: String(spec.replica),
      tier: spec.tier,
      up: identity !== undefined,
      ready: state === 'ready',
      restarts,
      residentBytes: identity === undefined ? 0 : residentBytes(sessionOf(identity, table)),
    };
  });
}

function roomOf(folder: string): DiskFigures {
  const { bavail, blocks, bsize } = statfsSync(folder);
  return { freeBytes: bavail * bsize, sizeBytes: blocks * bsize };
}
