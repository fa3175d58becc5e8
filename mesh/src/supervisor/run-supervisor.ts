import { claimHome } from '../home/lock.ts';
import { logFile } from '../home/locations.ts';
import { emptyHome, makeHome } from '../home/make-home.ts';
import type { Settings } from '../home/settings.ts';
import { openStateStore, type StateStore } from '../home/state-store.ts';
import { MeshError, sentenceFor } from '../mesh-error.ts';
import { joinBatchClass } from '../processes/batch-class.ts';
import { identify } from '../processes/process-table.ts';
import { listenForCommands } from '../control/server.ts';
import type { Status } from '../control/protocol.ts';
import { bootMesh } from './boot.ts';
import type { Mesh } from './context.ts';
import { followCertificate } from './follow-certificate.ts';
import { findLeftovers, stopLeftovers } from './leftovers.ts';
import { keepLogsShort } from './log-rotation.ts';
import { openMesh } from './open-mesh.ts';
import { createOperations } from './operations.ts';
import type { Reporter } from './report.ts';
import { seedOnce } from './seed.ts';
import { serveMetrics } from './serve-metrics.ts';
import { meshStatus } from './status.ts';
import { listenForStop, type StopSignals } from './stop-signals.ts';

export interface SupervisorOptions {
  settings: Settings;
  fresh: boolean;
  demo: boolean;
  reporter: Reporter;
  /** Called once the mesh exists, long before it is ready. */
  onOpen?: (status: () => Status) => void;
  onReady: (status: Status) => void;
}

/** Runs a mesh from start to stop. Returns after a clean stop; throws MeshError when it cannot start, with nothing left running. */
export async function runSupervisor(options: SupervisorOptions): Promise<void> {
  const { settings, reporter } = options;
  const state = await takeHome(options);
  const notBatch = await joinBatchClass();
  if (notBatch !== undefined)
    reporter.report(`The processes run in the kernel's default class, not its batch class: ${notBatch}`);
  const mesh = await openMesh(settings, state, reporter.report);
  const stop = listenForStop(() => mesh.fleet.killAll());
  const control = await listenForCommands(settings.locations.controlSocket, commandHandler(mesh, stop));
  const closeMetrics = await serveMetrics(mesh);
  const stopRotation = keepLogsShort(settings.locations.logs, reporter.report);
  const stopFollowing = followCertificate(mesh);
  surviveDefects(reporter);
  try {
    options.onOpen?.(() => meshStatus(mesh));
    const brought = bring(mesh, options);
    // Once we are asked to stop, what is still starting fails, and that is no news.
    brought.catch(() => undefined);
    await Promise.race([brought, stop.requested]);
    await stop.requested;
  } finally {
    reporter.report('Comptoir stops');
    stopFollowing();
    stopRotation();
    await mesh.migrations.end();
    await mesh.fleet.shutDown();
    state.update({ supervisor: null, processes: [] });
    reporter.report('Comptoir has stopped');
    closeMetrics();
    control.close();
    stop.close();
  }
}

async function bring(mesh: Mesh, { demo, onReady }: SupervisorOptions): Promise<void> {
  await bootMesh(mesh);
  if (demo) await seedOnce(mesh);
  // Bringing up leaves garbage that V8 would keep for as long as there is so little to do.
  globalThis.gc?.({ type: 'major', execution: 'sync', flavor: 'last-resort' });
  onReady(meshStatus(mesh));
}

/** Makes the home ours alone and clean: nobody else's processes, none of a supervisor before us. */
async function takeHome({ settings, fresh, reporter }: SupervisorOptions): Promise<StateStore> {
  const { locations } = settings;
  makeHome(locations);
  if (!(await claimHome(locations.home)))
    throw new MeshError(`Comptoir already runs in ${locations.home}: npm stop ends it.`);
  const state = openStateStore(locations.state, (error) => {
    reporter.report(`The state cannot be written: ${sentenceFor(error)}`, 'error');
  });
  const leftovers = findLeftovers(state.get());
  if (leftovers.length > 0) {
    reporter.report(
      `A launcher that was killed has left ${leftovers.length} processes: they are stopped first`,
      'warn',
    );
    await stopLeftovers(leftovers);
  }
  if (fresh) {
    emptyHome(locations);
    makeHome(locations);
    state.update({ demoSeeded: false, replicas: {} });
  }
  state.update({ supervisor: identify(process.pid) ?? null, processes: [] });
  reporter.report(`Comptoir starts in ${locations.home}; its own log is ${logFile(locations, 'mesh')}`);
  return state;
}

function commandHandler(mesh: Mesh, stop: StopSignals): Parameters<typeof listenForCommands>[1] {
  const operations = createOperations(mesh);
  return async (request, progress) => {
    switch (request.command) {
      case 'status':
        return meshStatus(mesh);
      case 'scale':
        return operations.scale(request.service, request.replicas, progress);
      case 'restart':
        return operations.restart(request.service, progress);
      case 'stop':
        stop.request();
        return null;
    }
  };
}

// A defect of ours must not take the shops down with it: it is told, and the processes stay watched.
function surviveDefects({ report }: Reporter): void {
  process.on('uncaughtException', (error) => report(sentenceFor(error), 'error'));
  process.on('unhandledRejection', (reason) => report(sentenceFor(reason), 'error'));
}
