import { spawnSync } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { expect, test } from '@jest/globals';
import { claimHome } from './lock.ts';

const lock = new URL('./lock.ts', import.meta.url).href;

test('a home has one owner, and is free again when that one is gone, however it went', async () => {
  const home = mkdtempSync(path.join(tmpdir(), 'comptoir-lock-'));
  const script = `const { claimHome } = await import('${lock}');
    console.log(await claimHome('${home}'), await claimHome('${home}'));
    process.kill(process.pid, 'SIGKILL');`;

  const first = runToItsDeath(script);
  const second = runToItsDeath(script);

  expect([first, second]).toEqual(['true false', 'true false']);
  expect(await claimHome(home)).toBe(true);
  rmSync(home, { recursive: true });
});

function runToItsDeath(script: string): string {
  const { stdout, signal } = spawnSync(process.execPath, ['--input-type=module', '-e', script], {
    encoding: 'utf8',
  });
  expect(signal).toBe('SIGKILL');
  return stdout.trim();
}
