import { openSecrets } from '../home/secrets.ts';
import type { Settings } from '../home/settings.ts';
import type { StateStore } from '../home/state-store.ts';
import { listServices } from '../plan/service-list.ts';
import { openPortBook, refuseTakenGatewayPort } from '../ports/port-book.ts';
import { claimFixedPorts, type Mesh } from './context.ts';
import { createFleet } from './fleet.ts';
import { createGateway } from './gateway.ts';
import { createMigrations } from './migrations.ts';
import type { Report } from './report.ts';

/** Composition root of the supervisor: secrets, ports and every part that works with them. Nothing runs yet. */
export async function openMesh(settings: Settings, state: StateStore, report: Report): Promise<Mesh> {
  const { locations, gatewayPort } = settings;
  await refuseTakenGatewayPort(gatewayPort);
  const services = listServices(locations.services);
  const names = services.map(({ name }) => name);
  const secrets = await openSecrets(locations.secrets, names);
  // Ports near another gateway's would only get in its way.
  const known = state.get().gatewayPort === gatewayPort ? state.get().ports : {};
  const ports = openPortBook(gatewayPort, known);
  const fixedPorts = await claimFixedPorts(ports);
  state.update({ gatewayPort, ports: ports.ports() });

  const fleet = createFleet({ state, report });
  const gateway = createGateway({ settings, services: names, ports: fixedPorts, fleet });
  if ((gateway.certificateEnd()?.getTime() ?? Number.POSITIVE_INFINITY) < Date.now())
    report('The certificate of the gateway has ended: browsers will refuse it.', 'warn');
  const migrations = createMigrations();
  return { settings, services, secrets, state, ports, fixedPorts, fleet, gateway, migrations, report };
}
