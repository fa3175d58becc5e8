import { execFileSync } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import { expect, test } from '@jest/globals';

test('a process of which nothing is asked is not woken up to measure its event loop', () => {
  const program = fileURLToPath(new URL('load-shedder-at-rest.ts', import.meta.url));

  const said = execFileSync(process.execPath, [program], { encoding: 'utf8' });

  const { idle, asked } = JSON.parse(said) as { idle: number; asked: number };
  expect(asked - idle).toBeGreaterThan(8);
});
