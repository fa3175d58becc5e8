import { spawnSync } from 'node:child_process';
import { existsSync } from 'node:fs';
import { join } from 'node:path';

/**
 * Migrations that are on the main branch and differ in the working tree: a database somewhere may have run them
 * already. Without git history there is nothing to compare with, and nothing to say.
 */
export function changedMigrations(root: string): string[] {
  if (!existsSync(join(root, '.git'))) return [];
  const merged = git(root, 'merge-base', 'HEAD', 'origin/main') ?? git(root, 'merge-base', 'HEAD', 'main');
  if (!merged) return [];
  const changed = git(
    root,
    'diff',
    '--name-only',
    '--no-renames',
    '--diff-filter=MD',
    merged,
    '--',
    'services/*/migrations/*',
  );
  return (changed ?? '')
    .split('\n')
    .filter(Boolean)
    .map((name) => `${name}: is merged and must stay as it is; write a new migration.`);
}

function git(root: string, ...args: string[]): string | undefined {
  const { status, stdout } = spawnSync('git', args, { cwd: root, encoding: 'utf8' });
  return status === 0 ? stdout.trim() : undefined;
}
