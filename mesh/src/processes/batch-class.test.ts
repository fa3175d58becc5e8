import { execFile } from 'node:child_process';
import path from 'node:path';
import { promisify } from 'node:util';
import { expect, test } from '@jest/globals';

const MODULE = path.join(import.meta.dirname, 'batch-class.ts');
/** Prints what became of the wish, and the class (field 41 of /proc/<pid>/stat) of a process started after it. */
const SCRIPT = `
  const { joinBatchClass } = await import(${JSON.stringify(MODULE)});
  const refusal = await joinBatchClass();
  const { execFileSync } = await import('node:child_process');
  const stat = execFileSync('/bin/cat', ['/proc/self/stat'], { encoding: 'utf8' });
  console.log(JSON.stringify({ refusal, schedulingClass: stat.slice(stat.lastIndexOf(')') + 2).split(' ')[38] }));
`;

async function join(env?: NodeJS.ProcessEnv): Promise<unknown> {
  const { stdout } = await promisify(execFile)(process.execPath, ['--input-type=module', '-e', SCRIPT], {
    env,
  });
  return JSON.parse(stdout);
}

test('what is started afterwards is in the batch class too', async () => {
  expect(await join()).toEqual({ schedulingClass: '3' });
});

test('where it cannot be had, it is said why, and life goes on', async () => {
  expect(await join({ PATH: '/nowhere' })).toMatchObject({ refusal: expect.stringContaining('chrt') });
});
