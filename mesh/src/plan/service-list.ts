import { existsSync, readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { z } from 'zod';
import { MeshError } from '../mesh-error.ts';

export interface ServiceFolder {
  name: string;
  main: string;
  /** Absolute folder of its migrations; a service without one has no schema. */
  migrations: string | undefined;
  defaultReplicas: number;
}

/** More of one service would help nobody on one machine. */
const MOST_REPLICAS = 16;

const packageSchema = z.looseObject({
  comptoir: z.looseObject({ replicas: z.number().int().min(1).max(MOST_REPLICAS) }).optional(),
});

/** The services there are: every folder of `root` with a src/main.ts. Its package.json says `comptoir.replicas`. */
export function listServices(root: string): ServiceFolder[] {
  if (!existsSync(root)) throw new MeshError(`There is no folder of services at ${root}.`);
  return readdirSync(root)
    .toSorted()
    .filter((name) => existsSync(path.join(root, name, 'src', 'main.ts')))
    .map((name) => describe(path.join(root, name), name));
}

/** The replicas a service starts with: what `scale` last asked for, else its own default. */
export function replicasOf(service: ServiceFolder, scaled: Readonly<Record<string, number>>): number {
  return scaled[service.name] ?? service.defaultReplicas;
}

function describe(folder: string, name: string): ServiceFolder {
  const migrations = path.join(folder, 'migrations');
  const { comptoir } = packageSchema.parse(
    JSON.parse(readFileSync(path.join(folder, 'package.json'), 'utf8')),
  );
  return {
    name,
    main: path.join(folder, 'src', 'main.ts'),
    migrations: existsSync(migrations) ? migrations : undefined,
    defaultReplicas: comptoir?.replicas ?? 1,
  };
}

/** The service of that name. Throws MeshError that names those there are. */
export function serviceNamed(services: readonly ServiceFolder[], name: string): ServiceFolder {
  const found = services.find((service) => service.name === name);
  if (found !== undefined) return found;
  throw new MeshError(
    `There is no service "${name}"; there are ${services.map((service) => service.name).join(', ')}.`,
  );
}

/** Throws MeshError when no service can have so many replicas. */
export function refuseReplicas({ name }: ServiceFolder, replicas: number): void {
  if (Number.isInteger(replicas) && replicas >= 1 && replicas <= MOST_REPLICAS) return;
  throw new MeshError(`${name} can have 1 to ${MOST_REPLICAS} replicas, not ${replicas}.`);
}
