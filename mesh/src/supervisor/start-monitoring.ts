import { configuredWebhook } from '../../../monitoring/alertmanager/configuration.ts';
import { provisionExporter } from '../engines/index.ts';
import { MeshError } from '../mesh-error.ts';
import { redisAddresses } from '../plan/engine-targets.ts';
import { mariadbExporterSpec, nginxExporterSpec, redisExporterSpec } from '../plan/exporter-specs.ts';
import { alertmanagerSpec, prometheusSpec } from '../plan/monitoring-specs.ts';
import type { ProcessSpec } from '../plan/process-spec.ts';
import { errorMessage } from '../thrown.ts';
import type { Mesh } from './context.ts';
import { START_PATIENCE_MS, whenReady } from './fleet.ts';
import { publishScrapeTargets } from './replicas.ts';

/** Starts what watches, before there is anything to see. */
export async function startMonitoring(mesh: Mesh): Promise<void> {
  const { settings, fixedPorts } = mesh;
  publishScrapeTargets(mesh);
  await launchAll(mesh, [
    prometheusSpec(settings.locations, fixedPorts.prometheus),
    alertmanagerSpec(settings.locations, fixedPorts.alertmanager, webhookOf(settings)),
  ]);
}

/** Starts what tells Prometheus of MariaDB, both Redis and Nginx. MariaDB and Nginx must be there. */
export async function startExporters(mesh: Mesh): Promise<void> {
  const { settings, fixedPorts, secrets } = mesh;
  const { passwords } = secrets;
  const { cache, data } = redisAddresses(fixedPorts);
  const at = (port: number) => ({ locations: settings.locations, port });
  await provisionExporter({ port: fixedPorts.mariadb, password: passwords.mariadbRoot }, passwords.exporter);
  await launchAll(mesh, [
    mariadbExporterSpec(at(fixedPorts.mariadbExporter), {
      port: fixedPorts.mariadb,
      password: passwords.exporter,
    }),
    redisExporterSpec(at(fixedPorts.redisExporter), {
      [cache]: passwords.redisCache,
      [data]: passwords.redisData,
    }),
    nginxExporterSpec(at(fixedPorts.nginxExporter), fixedPorts.gatewayStatus),
  ]);
}

function webhookOf({ alertWebhook }: Mesh['settings']): string | undefined {
  try {
    return configuredWebhook(alertWebhook);
  } catch (cause) {
    throw new MeshError(`Nobody could be told of alerts: ${errorMessage(cause)}.`, { cause });
  }
}

async function launchAll({ fleet }: Mesh, specs: readonly ProcessSpec[]): Promise<void> {
  await Promise.all(specs.map((spec) => whenReady(fleet.launch(spec), START_PATIENCE_MS)));
}
