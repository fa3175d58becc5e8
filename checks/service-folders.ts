import { existsSync, readdirSync } from 'node:fs';
import { join } from 'node:path';

/** The names of the services: a service is a folder of services/ with a package.json. */
export function serviceFolders(root: string): string[] {
  const services = join(root, 'services');
  if (!existsSync(services)) return [];
  return readdirSync(services)
    .filter((name) => existsSync(join(services, name, 'package.json')))
    .toSorted();
}
