import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { readFileSync } from 'node:fs';
import { createServer } from 'node:http';
import { join } from 'node:path';
import { expect, test } from '@jest/globals';
import { parse } from 'yaml';
import { z } from 'zod';
import { nodeFlags } from '../mesh/src/plan/service-spec.ts';

const root = join(import.meta.dirname, '..');
const read = (file: string) => readFileSync(join(root, file), 'utf8');
const dockerfile = read('Dockerfile').replaceAll('\\\n', ' ');
const lines = dockerfile.split('\n').filter((line) => /^[A-Z]/.test(line));
const compose = z
  .object({ services: z.record(z.string(), z.looseObject({ volumes: z.array(z.unknown()).default([]) })) })
  .parse(parse(read('docker-compose.yml'), { merge: true, maxAliasCount: -1 }));
const containers = Object.entries(compose.services);

test('no image is given a secret, neither while it is built nor to start with', () => {
  const given = lines.filter((line) => /^(ARG|ENV|LABEL|RUN|CMD|ENTRYPOINT) /.test(line));
  const settings = given.flatMap((line) => [
    ...line.matchAll(/\b(\w*(?:PASSWORD|SECRET|TOKEN|KEY|AUTH)\w*)=(\S*)/gi),
  ]);

  expect(given.length).toBeGreaterThan(10);
  // The name of a file that the container finds when it starts is none.
  expect(
    settings.filter(([, name = '', value = '']) => !name.endsWith('_FILE') || !value.startsWith('/run/')),
  ).toEqual([]);
  expect(dockerfile).not.toMatch(/https?:\/\/[^\s/]*@|-----BEGIN|^ADD /m);
});

test('what is copied into an image is named, and nothing else of the folder is even looked at', () => {
  const copied = lines.filter((line) => line.startsWith('COPY ')).map((line) => line.split(' ').slice(1));
  const [everything, ...rest] = copied.filter((words) => words[0] === '.');
  const ignored = read('.dockerignore').split('\n');

  // The one stage that sees all of it keeps the manifests only.
  expect([everything, rest]).toEqual([['.', '.'], []]);
  expect(dockerfile).toMatch(/^COPY \. \.\nRUN find \. -type f ! -name package\.json .* -delete/m);
  expect(ignored).toEqual(
    expect.arrayContaining(['.*', '**/node_modules', '**/*.log', '**/test', 'security']),
  );
  expect(ignored.filter((line) => /^!(\.|\*)/.test(line))).toEqual(['!.npmrc']);
});

test('a container has no way out but those that are looked at', () => {
  const known = [
    'build',
    'cap_add',
    'cap_drop',
    'command',
    'depends_on',
    'deploy',
    'environment',
    'healthcheck',
    'image',
    'init',
    'logging',
    'mem_limit',
    'network_mode',
    'networks',
    'pids_limit',
    'ports',
    'read_only',
    'restart',
    'security_opt',
    'stop_grace_period',
    'tmpfs',
    'user',
    'volumes',
  ];

  const unknown = containers.flatMap(([name, settings]) =>
    Object.keys(settings)
      .filter((key) => !known.includes(key))
      .map((key) => `${name}: ${key}`),
  );

  // pid, ipc, devices, privileged, env_file, userns_mode and their like are none of them.
  expect(unknown).toEqual([]);
});

test('of this machine a container sees files of the repository, to read', () => {
  const mounts = containers.flatMap(([name, { volumes }]) => volumes.map((volume) => ({ name, volume })));
  const ofTheHost = mounts.filter(({ volume }) =>
    typeof volume === 'string'
      ? /^[./~$]/.test(volume)
      : z.object({ type: z.string() }).parse(volume).type !== 'volume',
  );

  expect(ofTheHost.length).toBeGreaterThan(3);
  expect(
    ofTheHost.filter(({ volume }) => !/^\.\/monitoring\/[^:.]+(?:\.yml)?:[^:]+:ro$/.test(String(volume))),
  ).toEqual([]);
});

test('a service in a container is compiled and runs with the flags it has on a machine', () => {
  const commands = dockerfile.match(/^(?:RUN|CMD) .*compile-services\.ts.*|^CMD .*own-replica\.ts.*/gm) ?? [];
  const flagsOf = (command: string) => command.match(/--(?:max-|expose-)[\w-]+(?:=\d+)?/g);

  expect(commands.map(flagsOf)).toEqual([nodeFlags, nodeFlags]);
});

test('a service is asked for its health without a Node of its own, and only 200 is healthy', async () => {
  const [, recipe = ''] = dockerfile.split(/^FROM node AS service$/m);
  const [, check = '[]'] = /^HEALTHCHECK .* CMD (\[.*\])$/m.exec(recipe) ?? [];
  const [command = '', ...args] = z.array(z.string()).parse(JSON.parse(check));
  expect(command).toBe('bash');

  const asked: string[] = [];
  const server = createServer((request, answer) => {
    asked.push(`${request.method} ${request.url}`);
    answer.writeHead(asked.length === 1 ? 200 : 503).end();
  });
  await once(server.listen(0, '127.0.0.1'), 'listening');
  const { port } = z.object({ port: z.number() }).parse(server.address());
  const words = args.map((word) => word.replace('127.0.0.1/3000', `127.0.0.1/${port}`));
  const exitCodes: unknown[] = [];
  const ask = async () => exitCodes.push((await once(spawn(command, words), 'exit'))[0]);
  try {
    await ask();
    await ask();
  } finally {
    server.close();
  }
  await ask();

  expect(exitCodes).toEqual([0, 1, 1]);
  expect(asked).toEqual(['GET /health/live', 'GET /health/live']);
});
