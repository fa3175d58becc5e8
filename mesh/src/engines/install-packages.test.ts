import { spawnSync } from 'node:child_process';
import {
  existsSync,
  mkdirSync,
  mkdtempSync,
  readFileSync,
  rmSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from '@jest/globals';

const SCRIPT = join(import.meta.dirname, 'install-packages.sh');
const WANTS = 'etc/systemd/system/multi-user.target.wants';

// A pretended machine whose apt-get, apt-cache and systemctl write down how they were called.
let machine: string;
const at = (path: string) => join(machine, path);
const calls = () => (existsSync(at('calls')) ? readFileSync(at('calls'), 'utf8').trim().split('\n') : []);
const program = (name: string, body: string) =>
  writeFileSync(at(`bin/${name}`), `#!/bin/sh\n${body}\n`, { mode: 0o755 });

beforeEach(() => {
  machine = mkdtempSync(join(tmpdir(), 'comptoir-machine-'));
  for (const folder of ['bin', 'usr/sbin', 'var/lib/apt/lists', WANTS])
    mkdirSync(at(folder), { recursive: true });
  writeFileSync(at('var/lib/apt/lists/debian_Packages'), '');
  symlinkSync('/lib/ssh.service', at(`${WANTS}/ssh.service`));
  program(
    'apt-cache',
    '[ "$1" = show ] && [ "$2" != old-core ] || { [ "$1" = search ] && echo "old-core-10.6 - a core"; }',
  );
  program('systemctl', `echo "systemctl $*" >>${at('calls')}`);
  program(
    'apt-get',
    `echo "apt-get $1 $(for a; do case $a in [a-z]*) echo "$a";; esac; done | tail -n +2 | tr '\\n' ' ')" >>${at('calls')}
[ "$1" = install ] || exit 0
cp ${at('usr/sbin/policy-rc.d')} ${at('policy-seen')}
ln -s /lib/nginx.service ${at(WANTS)}/nginx.service
[ ! -e ${at('broken')} ]`,
  );
});
afterEach(() => rmSync(machine, { recursive: true, force: true }));

function install(...packages: string[]): number | null {
  const env = { PATH: `${at('bin')}:/usr/bin:/bin`, COMPTOIR_PRETENDED_MACHINE: machine };
  return spawnSync('sh', [SCRIPT, ...packages], { env }).status;
}

test('installs while services are forbidden to start, and forbids nothing afterwards', () => {
  const status = install('nginx', 'redis-server');

  expect(status).toBe(0);
  expect(calls()[0]).toMatch(/^apt-get install .*nginx redis-server/);
  expect(readFileSync(at('policy-seen'), 'utf8')).toContain('exit 101');
  expect(existsSync(at('usr/sbin/policy-rc.d'))).toBe(false);
});

test('disables the unit that the package enabled, and no other', () => {
  install('nginx');

  expect(calls().filter((call) => call.startsWith('systemctl'))).toEqual(['systemctl disable nginx.service']);
});

test('a failed installation is tried once more with fresh lists, and leaves no trace', () => {
  writeFileSync(at('broken'), '');

  const status = install('nginx');

  expect(status).not.toBe(0);
  expect(calls().map((call) => call.split(' ').slice(0, 2).join(' '))).toEqual([
    'apt-get install',
    'apt-get update',
    'apt-get install',
    'systemctl disable',
  ]);
  expect(existsSync(at('usr/sbin/policy-rc.d'))).toBe(false);
});

test("an administrator's own policy is respected and kept", () => {
  writeFileSync(at('usr/sbin/policy-rc.d'), '#!/bin/sh\nexit 0 # ours\n');

  install('nginx');

  expect(readFileSync(at('usr/sbin/policy-rc.d'), 'utf8')).toContain('ours');
});

test('reads the lists first when the machine has none, and finds the name a release gives to a package', () => {
  rmSync(at('var/lib/apt/lists/debian_Packages'));

  install('old-core');

  expect(calls()[0]).toMatch(/^apt-get update/);
  expect(calls()[1]).toMatch(/^apt-get install .*old-core-10\.6/);
});
