import { existsSync, readFileSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import { parse } from 'yaml';
import { z } from 'zod';
import { serviceFolders } from './service-folders.ts';

/** A file in which people list the services; most lists are derived from services/* and are not here. */
type Listing = { file: string; asks: string; names: (text: string) => string[] };

const SHAPE = ['README.md', 'src/main.ts', 'src/app.ts', 'src/config.ts'];

const listings: Listing[] = [
  {
    file: 'README.md',
    asks: 'a link to services/<name>',
    names: (text) => captures(text, /\]\((?:\.\/)?services\/([a-z-]+)/g),
  },
  {
    file: 'mesh/src/gateway/routes.ts',
    asks: 'its public paths',
    names: (text) => captures(text, /service: '([a-z-]+)'/g),
  },
  {
    file: 'docker-compose.yml',
    asks: 'a container named <name>, built with SERVICE',
    names: composeServices,
  },
];

/** One sentence per service that some list forgot, per list that names a service that is not there, per missing part. */
export function wiringProblems(root: string): string[] {
  const services = serviceFolders(root);
  if (services.length === 0) return ['services/ holds no service.'];
  return [
    ...services.flatMap((service) => shapeProblems(root, service)),
    ...[...listings, ...scrapeListings(root)].flatMap((listing) => listingProblems(root, services, listing)),
  ];
}

function shapeProblems(root: string, service: string): string[] {
  const folder = join('services', service);
  const { name } = z
    .object({ name: z.string().optional() })
    .parse(JSON.parse(readFileSync(join(root, folder, 'package.json'), 'utf8')));
  return [
    ...SHAPE.filter((part) => !existsSync(join(root, folder, part))).map(
      (part) => `${join(folder, part)}: is missing.`,
    ),
    ...(name === `@comptoir/${service}`
      ? []
      : [`${folder}/package.json: must be named @comptoir/${service}.`]),
  ];
}

function listingProblems(root: string, services: string[], { file, asks, names }: Listing): string[] {
  if (!existsSync(join(root, file))) return [`${file}: is missing; it must list every service.`];
  const listed = new Set(names(readFileSync(join(root, file), 'utf8')));
  return [
    ...services
      .filter((service) => !listed.has(service))
      .map((service) => `${file}: does not list ${service} (${asks}).`),
    ...[...listed]
      .filter((name) => !services.includes(name))
      .map((name) => `${file}: lists ${name}, which is not in services/.`),
  ];
}

const composeSchema = z.object({
  services: z.record(
    z.string(),
    z.object({
      build: z.object({ args: z.object({ SERVICE: z.string().optional() }).optional() }).optional(),
    }),
  ),
});

function composeServices(text: string): string[] {
  const { services } = composeSchema.parse(parse(text, { merge: true, maxAliasCount: -1 }));
  return Object.values(services).flatMap(({ build }) => build?.args?.SERVICE ?? []);
}

// Natively the launcher writes the scrape targets; a file of targets in monitoring/ is a list somebody typed.
function scrapeListings(root: string): Listing[] {
  const folder = join(root, 'monitoring/targets');
  if (!existsSync(folder)) return [];
  return readdirSync(folder).map((name) => ({
    file: join('monitoring/targets', name),
    asks: 'a scrape target with the label service',
    names: (text) => captures(text, /"?service"?:\s*"?([a-z-]+)/g),
  }));
}

function captures(text: string, pattern: RegExp): string[] {
  return [...text.matchAll(pattern)].flatMap(([, name]) => (name ? [name] : []));
}
