/**
 * `node --import own-replica.ts main.ts`: gives a service in a container its REPLICA before it reads its settings. Two
 * replicas with one number would take each other's leases, so without a number the process ends as for any bad setting.
 */
import { networkInterfaces } from 'node:os';
import { replicaOf } from './replica-of.ts';

const EXIT_CONFIG = 78;

process.env['REPLICA'] ??= await ownReplica();

async function ownReplica(): Promise<string> {
  const addresses = Object.values(networkInterfaces())
    .flatMap((addressed) => addressed ?? [])
    .filter(({ family, internal }) => family === 'IPv4' && !internal);
  for (const { address } of addresses) {
    const replica = await replicaOf(address);
    if (replica !== undefined) return String(replica);
  }
  process.stderr.write("REPLICA is not set, and this container's name does not end in a number.\n");
  process.exit(EXIT_CONFIG);
}
