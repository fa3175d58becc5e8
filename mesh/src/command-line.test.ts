import { spawnSync } from 'node:child_process';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { expect, test } from '@jest/globals';

const BOOTSTRAP = path.join(import.meta.dirname, '../bootstrap.cjs');
const NOWHERE = path.join(tmpdir(), 'comptoir-nowhere');

function type(words: string) {
  const env = { PATH: '/usr/bin:/bin', COMPTOIR_HOME: NOWHERE };
  const { status, stdout, stderr } = spawnSync(process.execPath, [BOOTSTRAP, ...words.split(' ')], {
    env,
    encoding: 'utf8',
  });
  return { code: status, output: stdout, complaint: stderr };
}

/** `node` there stands for the one that runs us, with the bootstrap. */
function typeInShell(line: string) {
  const command = line.replace('node', '"$NODE" "$BOOTSTRAP"');
  const env = { PATH: '/usr/bin:/bin', COMPTOIR_HOME: NOWHERE, NODE: process.execPath, BOOTSTRAP };
  const { status, stderr } = spawnSync('sh', ['-c', command], { env, encoding: 'utf8' });
  return { code: status, complaint: stderr };
}

test.each([
  'start --help',
  'stop -h',
  'mesh -h',
  'mesh help',
  'mesh status --help',
  'mesh logs --help',
  'mesh scale product=2 --help',
  'import --help',
  'load --help',
  'chaos -h',
  'signals --help',
  'check --help',
])('%s tells how it is typed, and nothing else happens', (words) => {
  const { code, output, complaint } = type(words);

  expect([code, complaint]).toEqual([0, '']);
  expect(output).toMatch(/^Usage:\s+npm (run|start)/);
});

test.each(['mesh status --json', 'mesh help'])('%s says when its output is lost', (words) => {
  const { code, complaint } = typeInShell(`node ${words} > /dev/full`);

  expect(code).toBe(1);
  expect(complaint).toBe('The output could not be written (ENOSPC): what is missing of it is lost.\n');
});

test('a reader that stops reading is no failure', () => {
  const { complaint } = typeInShell('{ node mesh status --json; echo "ended with $?" >&2; } | true');

  expect(complaint).toBe('ended with 0\n');
});

test.each(['mesh status --tea', 'import --tea', 'load --tea', 'chaos --tea', 'signals --tea', 'check --tea'])(
  '%s is refused with the usage, and without advice that fits no flag',
  (words) => {
    const { code, output, complaint } = type(words);

    expect([code === 0, output]).toEqual([false, '']);
    expect(complaint).toMatch(/^Unknown option '--tea'[^]*Usage:/);
    expect(complaint).not.toMatch(/positional|node:internal/);
  },
);
