import { expect, test } from '@jest/globals';
import { meshBinaries, missingPackages } from './packages.ts';

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
