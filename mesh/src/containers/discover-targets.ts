import type { ScrapeTarget } from '../plan/scrape-targets.ts';
import { exporters, redisAddress, servicePort } from './addresses.ts';

/** What the network of the containers knows. */
export interface ContainerNames {
  /** The addresses of a service's containers; rejects when none runs. */
  addressesOf(service: string): Promise<string[]>;
  /** The number of the container behind an address. */
  replicaOf(address: string): Promise<number | undefined>;
}

/** Everything Prometheus should scrape now, with the labels the launcher gives on a machine. */
export async function discoverTargets(
  services: readonly string[],
  names: ContainerNames,
): Promise<ScrapeTarget[]> {
  const replicas = await Promise.all(services.map((service) => replicasOf(service, names)));
  return [
    ...replicas.flat(),
    { job: 'nginx', service: 'nginx', replica: 1, ...exporters.nginx },
    { job: 'mariadb', service: 'mariadb', replica: 1, ...exporters.mariadb },
    ...(['cache', 'data'] as const).map((role): ScrapeTarget => ({
      job: 'redis',
      service: `redis-${role}`,
      replica: 1,
      ...exporters.redis,
      about: redisAddress(role),
    })),
    { job: 'prometheus', service: 'prometheus', replica: 1, host: 'localhost', port: 9090 },
    { job: 'alertmanager', service: 'alertmanager', replica: 1, host: 'alertmanager', port: 9093 },
  ];
}

async function replicasOf(
  service: string,
  { addressesOf, replicaOf }: ContainerNames,
): Promise<ScrapeTarget[]> {
  const addresses = await addressesOf(service).catch(() => []);
  const replicas = await Promise.all(
    addresses.map(async (host) => ({ host, replica: await replicaOf(host) })),
  );
  // A container whose name is not known yet will be in the next list.
  return replicas
    .flatMap(({ host, replica }) => (replica === undefined ? [] : [{ host, replica }]))
    .toSorted((one, other) => one.replica - other.replica)
    .map(({ host, replica }): ScrapeTarget => ({
      job: 'comptoir',
      service,
      replica,
      host,
      port: servicePort,
    }));
}
