import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { z } from 'zod';

const wanted = z.record(z.string(), z.string()).default({});
const platforms = z.union([z.string().transform((one) => [one]), z.array(z.string())]);
const installed = z.object({
  name: z.string().optional(),
  version: z.string().optional(),
  resolved: z.string().optional(),
  integrity: z.string().optional(),
  link: z.boolean().default(false),
  inBundle: z.boolean().default(false),
  optional: z.boolean().default(false),
  os: platforms.default(['linux']),
  cpu: platforms.default(['x64']),
  dependencies: wanted,
  devDependencies: wanted,
  optionalDependencies: wanted,
});
const lockFile = z.object({ lockfileVersion: z.literal(3), packages: z.record(z.string(), installed) });
type Installed = z.infer<typeof installed>;

const EXACT = /^\d+\.\d+\.\d+(?:-[\w.]+)?$/;
/** npm notes no digest of a binary for a machine other than the one that wrote the lock file, if it is optional. */
const elsewhere = (place: string, { optional, os, cpu }: Installed): boolean =>
  optional &&
  (place.endsWith('-musl') || !os.includes('linux') || !cpu.some((one) => one === 'x64' || one === 'arm64'));
const REGISTRY = 'https://registry.npmjs.org/';
const SETTINGS = ['ignore-scripts=true', 'save-exact=true'];

/**
 * One sentence per dependency that could become something else than what was chosen: without a digest, from elsewhere than
 * the registry, by a range, or with a script of its own that runs when it is installed. Asks nobody: `npm run audit` does.
 */
export function dependencyProblems(root: string): string[] {
  const { packages } = lockFile.parse(JSON.parse(readFileSync(join(root, 'package-lock.json'), 'utf8')));
  const entries = Object.entries(packages);
  const ours = new Set(
    entries.filter(([place]) => !place.includes('node_modules/')).map(([, one]) => one.name),
  );
  return [
    ...entries.flatMap(([place, one]) =>
      place.includes('node_modules/') ? foreignProblems(place, one) : wishProblems(place, one, ours),
    ),
    ...settingsProblems(root),
  ];
}

function foreignProblems(place: string, one: Installed): string[] {
  const { version = '', resolved, integrity = '', link, inBundle } = one;
  if (link) return (resolved ?? '').startsWith('..') ? [`${place}: links out of the repository.`] : [];
  // What a package carries inside itself is under its own digest.
  const isKnown =
    inBundle || /^sha512-[\w+/]{86}==$/.test(integrity) || (integrity === '' && elsewhere(place, one));
  return [
    ...(isKnown ? [] : [`${place}: has no SHA-512 digest.`]),
    ...(resolved === undefined || resolved.startsWith(REGISTRY) ? [] : [`${place}: comes from ${resolved}.`]),
    ...(EXACT.test(version) ? [] : [`${place}: has no exact version.`]),
  ];
}

/** What a package.json of ours asks for, as npm copied it into the lock file. */
function wishProblems(place: string, one: Installed, ours: ReadonlySet<string | undefined>): string[] {
  const wishes = { ...one.dependencies, ...one.devDependencies, ...one.optionalDependencies };
  return Object.entries(wishes)
    .filter(([name, version]) => !ours.has(name) && !EXACT.test(version))
    .map(
      ([name, version]) =>
        `${join(place, 'package.json')}: asks for ${name} ${version}, which is no exact version.`,
    );
}

function settingsProblems(root: string): string[] {
  const file = join(root, '.npmrc');
  const lines = existsSync(file) ? readFileSync(file, 'utf8').split('\n') : [];
  return [
    ...SETTINGS.filter((line) => !lines.includes(line)).map((line) => `.npmrc: must say ${line}.`),
    ...lines
      .filter((line) => /_auth|_password|registry\s*=/i.test(line))
      .map((line) => `.npmrc: must not say ${line.split('=')[0]}.`),
  ];
}
