import { engineTargets } from '../plan/engine-targets.ts';
import { replicaName } from '../plan/process-spec.ts';
import { serviceSpec } from '../plan/service-spec.ts';
import { writeScrapeTargets, type ScrapeTarget } from '../plan/scrape-targets.ts';
import type { ServiceFolder } from '../plan/service-list.ts';
import type { Mesh } from './context.ts';
import type { SupervisedProcess } from './supervised-process.ts';

/** Starts one replica; it gets no request before the gateway is told of it. */
export async function launchReplica(
  mesh: Mesh,
  service: ServiceFolder,
  replica: number,
): Promise<SupervisedProcess> {
  const { settings, secrets, fixedPorts } = mesh;
  const port = await mesh.ports.portFor(replicaName(service.name, replica));
  mesh.state.update({ ports: mesh.ports.ports() });
  const spec = serviceSpec(service, { replica, port }, { ...settings, secrets, enginePorts: fixedPorts });
  return mesh.fleet.launch(spec);
}

/** Tells Prometheus what runs now. */
export function publishScrapeTargets({ settings, fleet, fixedPorts }: Mesh): void {
  const services = fleet.ofTier('service').map(({ spec }): ScrapeTarget => ({
    job: 'comptoir',
    service: spec.service,
    replica: spec.replica,
    port: spec.port,
  }));
  writeScrapeTargets(settings.locations, [
    ...services,
    ...engineTargets(fixedPorts),
    { job: 'prometheus', service: 'prometheus', replica: 1, port: fixedPorts.prometheus },
    { job: 'alertmanager', service: 'alertmanager', replica: 1, port: fixedPorts.alertmanager },
    { job: 'mesh', service: 'mesh', port: fixedPorts.launcher },
  ]);
}
