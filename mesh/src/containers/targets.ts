/**
 * `node mesh/src/containers/targets.ts <folder>`: keeps the list of what Prometheus scrapes in step with the containers
 * that run, as the launcher does on a machine, so that `docker compose up --scale` is followed with the same labels.
 */
import { resolve4 } from 'node:dns/promises';
import path from 'node:path';
import { setTimeout as wait } from 'node:timers/promises';
import { replicaOf } from '@comptoir/service-kit/container';
import { readSettings } from '../home/settings.ts';
import { writeFileAtomically } from '../home/write-file.ts';
import { scrapeTargetsFile } from '../plan/scrape-targets.ts';
import { listServices } from '../plan/service-list.ts';
import { discoverTargets } from './discover-targets.ts';
import { onlyArgument } from './only-argument.ts';

const PAUSE_MS = 5_000;

const folder = onlyArgument('the folder to write to');
const services = listServices(readSettings().locations.services).map(({ name }) => name);
process.once('SIGTERM', () => process.exit(0));

for (let written = ''; ; await wait(PAUSE_MS)) {
  const found = scrapeTargetsFile(await discoverTargets(services, { addressesOf: resolve4, replicaOf }));
  // Another account reads it, and nothing in it is secret.
  if (found !== written) writeFileAtomically(path.join(folder, 'mesh.json'), found, 0o644);
  written = found;
}
