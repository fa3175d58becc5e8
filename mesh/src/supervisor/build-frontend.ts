import { spawn } from 'node:child_process';
import { createHash } from 'node:crypto';
import { readdirSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { text } from 'node:stream/consumers';
import { engineEnv } from '../engines/index.ts';
import type { Locations } from '../home/locations.ts';
import { MeshError } from '../mesh-error.ts';

/** Its sources, and what is built into it from elsewhere. */
const SOURCES = ['frontend', 'packages', 'package-lock.json'];
const NOT_SOURCES = new Set(['dist', 'node_modules', 'screenshots', 'test']);
const DIGEST = '.sources';

/** Makes `frontend/dist` unless it is there and was made of these very sources. Throws MeshError with what Vite said. */
export async function buildFrontend(
  { root, frontend }: Pick<Locations, 'root' | 'frontend'>,
  report: (line: string) => void,
): Promise<void> {
  const digest = digestOf(root);
  if (digestIn(frontend) === digest) return;
  report('The app is built');
  // Made beside and moved in one step: a mesh that runs from this folder serves the old app or the new one, never half.
  const fresh = `${frontend}.${process.pid}`;
  await vite(path.dirname(frontend), fresh);
  writeFileSync(path.join(fresh, DIGEST), digest);
  rmSync(frontend, { recursive: true, force: true });
  renameSync(fresh, frontend);
}

async function vite(folder: string, outDir: string): Promise<void> {
  const command = path.join(path.dirname(folder), 'node_modules', '.bin', 'vite');
  const args = [command, 'build', '--logLevel=warn', '--emptyOutDir', `--outDir=${outDir}`];
  // Whoever calls may have a NODE_ENV of their own, tests have: Vite would build an app that believes it is being written.
  const env = { PATH: engineEnv['PATH'], NODE_ENV: 'production' };
  const child = spawn(process.execPath, args, { cwd: folder, env, stdio: ['ignore', 'pipe', 'pipe'] });
  const ended = new Promise<number | null>((resolve, reject) => {
    child.once('error', reject);
    child.once('close', resolve);
  });
  const [out, problems, code] = await Promise.all([text(child.stdout), text(child.stderr), ended]);
  if (code !== 0) throw new MeshError(`The app in frontend/ cannot be built:\n${problems}${out}`);
}

function digestOf(root: string): string {
  const hash = createHash('sha256');
  for (const file of SOURCES.flatMap((source) => filesOf(path.join(root, source)))) {
    hash.update(path.relative(root, file)).update('\0').update(readFileSync(file)).update('\0');
  }
  return hash.digest('hex');
}

function filesOf(place: string): string[] {
  try {
    return readdirSync(place, { withFileTypes: true })
      .filter(({ name }) => !NOT_SOURCES.has(name) && !name.startsWith('dist.'))
      .toSorted((a, b) => (a.name < b.name ? -1 : 1))
      .flatMap((entry) => {
        const file = path.join(place, entry.name);
        return entry.isDirectory() ? filesOf(file) : [file];
      });
  } catch (error) {
    if (error instanceof Error && 'code' in error && error.code === 'ENOTDIR') return [place];
    throw error;
  }
}

function digestIn(dist: string): string | undefined {
  try {
    return readFileSync(path.join(dist, DIGEST), 'utf8');
  } catch {
    return undefined;
  }
}
