import { mariadbSpec, redisSpec } from '../plan/engine-specs.ts';
import { replicaName } from '../plan/process-spec.ts';
import { replicasOf, type ServiceFolder } from '../plan/service-list.ts';
import { provisionSchema } from '../engines/index.ts';
import { buildFrontend } from './build-frontend.ts';
import type { Mesh } from './context.ts';
import { START_PATIENCE_MS, whenReady } from './fleet.ts';
import { launchReplica, publishScrapeTargets } from './replicas.ts';
import { startExporters, startMonitoring } from './start-monitoring.ts';
import { warmUp } from './warm-up.ts';

/** Brings everything up, as much at once as can be, and returns when all of it is ready. Throws MeshError when not. */
export async function bootMesh(mesh: Mesh): Promise<void> {
  await announceReplicas(mesh);
  const mariadb = startMariadb(mesh);
  const redis = startRedis(mesh);
  const gateway = startGateway(mesh);
  const warm = warmUp(mesh.settings.locations, mesh.services);
  await allOf([
    mariadb,
    redis,
    gateway,
    startMonitoring(mesh),
    allOf([mariadb, gateway]).then(() => startExporters(mesh)),
    ...mesh.services.map(async (service) => {
      await allOf([redis, warm, mariadb.then(() => migrate(mesh, service))]);
      await startReplicas(mesh, service);
    }),
  ]);
  publishScrapeTargets(mesh);
}

// Ports are given out first, so that the gateway's first configuration is also its last.
async function announceReplicas({ services, state, ports, gateway }: Mesh): Promise<void> {
  for (const service of services) {
    for (let replica = 1; replica <= replicasOf(service, state.get().replicas); replica += 1) {
      gateway.add({
        service: service.name,
        replica,
        port: await ports.portFor(replicaName(service.name, replica)),
      });
    }
  }
  state.update({ ports: ports.ports() });
}

async function startMariadb({ settings, fixedPorts, secrets, fleet, report }: Mesh): Promise<void> {
  report('MariaDB starts');
  const spec = await mariadbSpec(settings.locations, fixedPorts.mariadb, secrets.passwords);
  await whenReady(fleet.launch(spec), START_PATIENCE_MS);
}

async function startRedis({ settings, fixedPorts, secrets, fleet }: Mesh): Promise<void> {
  const cache = { port: fixedPorts.redisCache, password: secrets.passwords.redisCache };
  const data = { port: fixedPorts.redisData, password: secrets.passwords.redisData };
  await allOf([
    whenReady(fleet.launch(redisSpec(settings.locations, 'cache', cache)), START_PATIENCE_MS),
    whenReady(fleet.launch(redisSpec(settings.locations, 'data', data)), START_PATIENCE_MS),
  ]);
}

async function startGateway({ settings, gateway, fleet, report }: Mesh): Promise<void> {
  await buildFrontend(settings.locations, report);
  await whenReady(fleet.launch(gateway.prepare()), START_PATIENCE_MS);
}

async function migrate(
  { secrets, fixedPorts, migrations, report }: Mesh,
  service: ServiceFolder,
): Promise<void> {
  if (service.migrations === undefined) return;
  const databaseUrl = await provisionSchema({
    admin: { port: fixedPorts.mariadb, password: secrets.passwords.mariadbRoot },
    schema: service.name,
    user: service.name,
    password: secrets.passwords.services[service.name] ?? '',
  });
  const applied = await migrations.apply({ databaseUrl, directory: service.migrations });
  if (applied.length > 0) report(`${service.name}: ${applied.length} migrations applied`);
}

async function startReplicas(mesh: Mesh, service: ServiceFolder): Promise<void> {
  const count = replicasOf(service, mesh.state.get().replicas);
  const numbers = Array.from({ length: count }, (_, index) => index + 1);
  const replicas = await Promise.all(numbers.map((replica) => launchReplica(mesh, service, replica)));
  await allOf(replicas.map((replica) => whenReady(replica, START_PATIENCE_MS)));
}

async function allOf(steps: readonly Promise<void>[]): Promise<void> {
  await Promise.all(steps);
}
