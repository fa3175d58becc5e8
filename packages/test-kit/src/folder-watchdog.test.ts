import { spawn } from 'node:child_process';
import { existsSync, mkdtempSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, test } from '@jest/globals';
import { waitUntil } from './wait-until.ts';

const WATCHDOG = join(import.meta.dirname, 'folder-watchdog.ts');

function processWith(folder: string, lines: string) {
  const source = `import { removeFolderAfterDeath } from ${JSON.stringify(WATCHDOG)};
const forget = removeFolderAfterDeath(${JSON.stringify(folder)});
${lines}`;
  return spawn(process.execPath, ['--input-type=module', '--eval', source], {
    stdio: ['ignore', 'pipe', 'ignore'],
  });
}

test('removes the folder of a process that was killed', async () => {
  const folder = mkdtempSync(join(tmpdir(), 'comptoir-watched-'));
  const child = processWith(folder, 'console.log("up"); setInterval(() => {}, 1000);');
  await new Promise((resolve) => child.stdout.once('data', resolve));

  child.kill('SIGKILL');

  await waitUntil(() => !existsSync(folder));
  expect(existsSync(folder)).toBe(false);
});
