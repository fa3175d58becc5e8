import { execFileSync } from 'node:child_process';
import { expect, test } from '@jest/globals';
import { installByHand, meshBinaries, missingPackages } from './packages.ts';

test('a bare machine lacks each package once', () => {
  const missing = missingPackages(meshBinaries, () => undefined);

  expect(missing).toEqual([
    'nginx',
    'mariadb-server-core',
    'mariadb-client-core',
    'redis-server',
    'prometheus',
    'prometheus-alertmanager',
    'prometheus-mysqld-exporter',
    'prometheus-redis-exporter',
    'prometheus-nginx-exporter',
  ]);
});

test('only what is needed and not there is missing', () => {
  const missing = missingPackages(['redis-server', 'nginx'], (name) =>
    name === 'nginx' ? '/usr/sbin/nginx' : undefined,
  );

  expect(missing).toEqual(['redis-server']);
});

test.each(['/srv/comptoir/install.sh', "/srv/l'été ñ/$(id) né/install.sh"])(
  'what to type by hand works for %s',
  (installer) => {
    const typed = installByHand(['nginx', 'redis-server'], installer).replace(
      'sudo sh',
      String.raw`printf '%s\n'`,
    );

    const words = execFileSync('sh', ['-c', typed], { encoding: 'utf8' });

    expect(words).toBe(`${installer}\nnginx\nredis-server\n`);
  },
);

test('a path that needs no quotes has none', () => {
  expect(installByHand(['nginx'], '/srv/install.sh')).toBe('sudo sh /srv/install.sh nginx');
});
