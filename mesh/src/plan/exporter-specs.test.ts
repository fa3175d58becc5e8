import { mkdirSync, mkdtempSync, readFileSync, rmSync, statSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterEach, beforeEach, expect, test } from '@jest/globals';
import { locationsOf, type Locations } from '../home/locations.ts';
import { engineTargets, redisAddresses } from './engine-targets.ts';
import { mariadbExporterSpec, nginxExporterSpec, redisExporterSpec } from './exporter-specs.ts';
import { scrapeTargets } from './scrape-targets.ts';

let folder: string;
let locations: Locations;
beforeEach(() => {
  folder = mkdtempSync(path.join(tmpdir(), 'comptoir-exporters-'));
  locations = locationsOf({ root: '/comptoir', home: folder });
  mkdirSync(locations.secrets);
});
afterEach(() => rmSync(folder, { recursive: true, force: true }));

const ports = { redisCache: 2, redisData: 3, mariadbExporter: 11, redisExporter: 12, nginxExporter: 13 };

test('an exporter finds its password in a file of its own, never on its command line', () => {
  const mariadb = mariadbExporterSpec({ locations, port: 11 }, { port: 1, password: 'tea' });
  const redis = redisExporterSpec({ locations, port: 12 }, { 'redis://127.0.0.1:2': 'cup' });

  expect(JSON.stringify([mariadb, redis])).not.toMatch(/tea|cup/);
  const files = ['mariadb-exporter.cnf', 'redis-exporter.json'].map((name) =>
    path.join(locations.secrets, name),
  );
  expect(files.map((file) => statSync(file).mode & 0o777)).toEqual([0o600, 0o600]);
  expect(readFileSync(files[0] ?? '', 'utf8')).toContain('password=tea\nhost=127.0.0.1\nport=1\n');
  expect(JSON.parse(readFileSync(files[1] ?? '', 'utf8'))).toEqual({ 'redis://127.0.0.1:2': 'cup' });
});

test('every exporter listens on loopback, where Prometheus asks it', () => {
  const specs = [
    mariadbExporterSpec({ locations, port: 11 }, { port: 1, password: '' }),
    redisExporterSpec({ locations, port: 12 }, {}),
    nginxExporterSpec({ locations, port: 13 }, 5),
  ];

  const listening = specs.map(({ args }) => args.find((arg) => arg.includes('listen-address')));
  const asked = scrapeTargets(engineTargets(ports)).flatMap(({ targets }) => targets);

  expect(listening.map((flag) => flag?.split('=')[1])).toEqual([...new Set(asked)].toSorted());
});

test('the one exporter of both Redis is asked about each by the name under which it has the password', () => {
  const targets = scrapeTargets(engineTargets(ports)).filter(({ labels }) => labels.job === 'redis');

  expect(targets.map(({ targets: [address] }) => address)).toEqual(['127.0.0.1:12', '127.0.0.1:12']);
  expect(targets.map(({ labels }) => labels)).toEqual([
    expect.objectContaining({ service: 'redis-cache', __param_target: redisAddresses(ports).cache }),
    expect.objectContaining({ service: 'redis-data', __param_target: redisAddresses(ports).data }),
  ]);
});
