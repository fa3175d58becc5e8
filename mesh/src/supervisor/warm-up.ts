import { execFile } from 'node:child_process';
import { createHash } from 'node:crypto';
import { existsSync, readdirSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import type { Locations } from '../home/locations.ts';
import type { ServiceFolder } from '../plan/service-list.ts';
import { nodeFlags } from '../plan/service-spec.ts';

const COMPILER = fileURLToPath(new URL('./compile-services.ts', import.meta.url));

/**
 * Compiles the services once into the cache that all their processes share, unless nothing has changed since the last
 * time. A process that has to strip types by itself takes 13 MB more and starts half a second later.
 */
export async function warmUp(locations: Locations, services: readonly ServiceFolder[]): Promise<void> {
  // Without the cache everything works, only later: a service that cannot even be loaded will say so itself.
  await compile(locations, services).catch(() => undefined);
}

async function compile(locations: Locations, services: readonly ServiceFolder[]): Promise<void> {
  const { compileCache, root } = locations;
  const marker = path.join(compileCache, 'sources');
  const sources = fingerprint([locations.services, path.join(root, 'packages')]);
  if (existsSync(marker) && readFileSync(marker, 'utf8') === sources) return;

  rmSync(compileCache, { recursive: true, force: true });
  const args = [...nodeFlags, COMPILER, ...services.map(({ main }) => main)];
  const options = { env: { NODE_COMPILE_CACHE: compileCache }, cwd: root, timeout: 30_000 };
  await promisify(execFile)(process.execPath, args, options);
  writeFileSync(marker, sources);
}

/** Changes with every source file and with Node itself. */
function fingerprint(folders: readonly string[]): string {
  const hash = createHash('sha256').update(process.version);
  for (const file of folders.flatMap(sourceFiles)) {
    const { size, mtimeMs } = statSync(file);
    hash.update(`${file} ${size} ${mtimeMs}\n`);
  }
  return hash.digest('hex');
}

function sourceFiles(folder: string): string[] {
  return readdirSync(folder, { recursive: true, encoding: 'utf8' })
    .filter((name) => /\/src\/.*\.[jt]s$/.test(name) && !name.includes('node_modules'))
    .map((name) => path.join(folder, name));
}
