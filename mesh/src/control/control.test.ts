import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { connect } from 'node:net';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterEach, beforeEach, expect, test } from '@jest/globals';
import { MeshError } from '../mesh-error.ts';
import { ask } from './client.ts';
import { listenForCommands, type Handle } from './server.ts';

let folder: string;
let socketPath: string;
let server: { close(): void } | undefined;
beforeEach(() => {
  folder = mkdtempSync(path.join(tmpdir(), 'comptoir-control-'));
  socketPath = path.join(folder, 'mesh.sock');
});
afterEach(() => {
  server?.close();
  server = undefined;
  rmSync(folder, { recursive: true, force: true });
});

const serve = async (handle: Handle) => {
  server = await listenForCommands(socketPath, handle);
};

test('the answer comes back, after the progress', async () => {
  const heard: string[] = [];
  await serve(async (request, progress) => {
    progress('half-way');
    return request;
  });

  const answer = await ask(socketPath, { command: 'scale', service: 'product', replicas: 4 }, (line) =>
    heard.push(line),
  );

  expect(answer).toEqual({ command: 'scale', service: 'product', replicas: 4 });
  expect(heard).toEqual(['half-way']);
});

test('a refusal arrives as the one sentence it is', async () => {
  await serve(async () => {
    throw new MeshError('There is no service "tea".');
  });

  await expect(ask(socketPath, { command: 'restart', service: 'tea' })).rejects.toThrow(
    'There is no service "tea".',
  );
});

test('where nobody listens, Comptoir is not running', async () => {
  await expect(ask(socketPath, { command: 'status' })).rejects.toThrow('Comptoir is not running.');
});

test('a socket that a killed launcher has left is not in the way', async () => {
  writeFileSync(socketPath, '');

  await serve(async () => 'fine');

  expect(await ask(socketPath, { command: 'status' })).toBe('fine');
});

test.each(['not json', '{"command":"format"}', '{"command":"scale","service":"product"}'])(
  '%s is refused, and the server lives on',
  async (line) => {
    await serve(async () => 'fine');

    const reply = await new Promise<string>((resolve) => {
      const socket = connect(socketPath, () => socket.write(`${line}\n`));
      socket.once('data', (data) => {
        socket.destroy();
        resolve(String(data));
      });
    });

    expect(reply).toMatch(/^\{"refusal":/);
    expect(await ask(socketPath, { command: 'status' })).toBe('fine');
  },
);

test('who asked may leave before the answer', async () => {
  let release = () => {};
  const left = new Promise<void>((resolve) => {
    release = resolve;
  });
  await serve(async ({ command }) => (command === 'stop' ? left : 'fine'));

  const socket = connect(socketPath, () => socket.write('{"command":"stop"}\n', () => socket.destroy()));
  await new Promise((resolve) => socket.once('close', resolve));
  release();

  expect(await ask(socketPath, { command: 'status' })).toBe('fine');
});
