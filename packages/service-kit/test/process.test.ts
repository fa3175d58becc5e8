import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { Agent, get as httpGet } from 'node:http';
import type { IncomingMessage } from 'node:http';
import { createServer } from 'node:net';
import type { AddressInfo } from 'node:net';
import { join } from 'node:path';
import { text } from 'node:stream/consumers';
import { afterAll, afterEach, beforeAll, expect, test } from '@jest/globals';
import type { TestMesh } from '@comptoir/test-kit';
import { startTestMesh, waitUntil } from '@comptoir/test-kit';

const KIT = join(import.meta.dirname, '../src/index.ts');
/** A whole service in a process of its own, as `main.ts` starts one. */
const SOURCE = `
import { z } from 'zod';
import { anyone, baseConfig, ok, readConfig, route, runService } from ${JSON.stringify(KIT)};
const spec = { summary: 's', access: anyone(), answers: { 200: z.looseObject({}) } };
await runService(readConfig(baseConfig, process.env), () => ({ routes: [
  route('GET', '/api/cups/:id', spec, async ({ context }) => {
    const card = { cardNumber: '4242424242424242', last4: '4242' };
    context.log.info({ traceId: context.traceId, password: 'hunter2', card, user: { session: { token: 'abc' } } }, 'noted');
    return ok({});
  }),
  route('GET', '/api/slow', spec, async () => {
    await new Promise((resolve) => setTimeout(resolve, 500));
    return ok({ done: true });
  }),
  route('GET', '/api/broken', spec, async () => { throw new Error('the kettle is cold'); }),
  route('GET', '/api/crash', spec, async () => {
    setImmediate(() => { throw new Error('out of its mind'); });
    return ok({});
  }),
] }));`;

let mesh: TestMesh;
const agent = new Agent({ keepAlive: true });
const running: ReturnType<typeof spawn>[] = [];
beforeAll(async () => {
  mesh = await startTestMesh();
});
afterEach(() => {
  for (const child of running.splice(0)) child.kill('SIGKILL');
});
afterAll(async () => {
  agent.destroy();
  await mesh.close();
});

function run(env: Record<string, string>) {
  const child = spawn(process.execPath, ['--input-type=module', '--eval', SOURCE], {
    cwd: import.meta.dirname,
    env,
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  running.push(child);
  const output = { stdout: '', stderr: '' };
  child.stdout.on('data', (chunk: Buffer) => (output.stdout += chunk.toString()));
  child.stderr.on('data', (chunk: Buffer) => (output.stderr += chunk.toString()));
  const exited = once(child, 'close').then(([code]: unknown[]) => code);
  return { child, output, exited };
}

async function startService() {
  const port = await freePort();
  const started = run({
    SERVICE_NAME: 'stock',
    REPLICA: '2',
    PORT: String(port),
    GATEWAY_INTERNAL_URL: mesh.gateway.url,
    SERVICE_KEY_FILE: mesh.keys.keyFileOf('stock'),
    SERVICE_JWKS_FILE: mesh.keys.jwksFile,
  });
  const lines = (): Record<string, unknown>[] =>
    started.output.stdout
      .split('\n')
      // What follows the last line feed is empty, or a line that has not arrived whole.
      .slice(0, -1)
      .map((line) => JSON.parse(line));
  const get = async (path: string, headers: Record<string, string> = {}) => {
    const response = await new Promise<IncomingMessage>((resolve, reject) => {
      httpGet({ host: '127.0.0.1', port, path, agent, headers }, resolve).on('error', reject);
    });
    const body: unknown = JSON.parse(await text(response));
    return { status: response.statusCode, traceId: response.headers['x-request-id'], body };
  };
  /** The line of a message about this trace, once it is written. */
  const line = (msg: string, traceId?: unknown) =>
    waitUntil(() =>
      lines().find((each) => each['msg'] === msg && (traceId === undefined || each['traceId'] === traceId)),
    );
  await line('listening');
  return { ...started, get, lines, line };
}

async function freePort(): Promise<number> {
  const server = createServer().listen(0, '127.0.0.1');
  await once(server, 'listening');
  const { port } = server.address() as AddressInfo;
  server.close();
  return port;
}

test('a configuration that is wrong is said in all its parts, with the exit code for it', async () => {
  const { output, exited } = run({ SERVICE_NAME: 'Stock!', PORT: '99999', LOG_LEVEL: 'loud' });

  expect(await exited).toBe(78);
  for (const name of [
    'SERVICE_NAME',
    'PORT',
    'LOG_LEVEL',
    'GATEWAY_INTERNAL_URL',
    'SERVICE_KEY_FILE',
    'SERVICE_JWKS_FILE',
  ]) {
    expect(output.stderr).toMatch(new RegExp(`^  ${name}: `, 'm'));
  }
  expect(output.stdout).toBe('');
});

test('each request is one line, by its template and with who asked, and health is none', async () => {
  const { get, line, lines } = await startService();
  const token = await mesh.keys.userToken({ sub: 'lea', role: 'clerk' });

  await get('/health/live');
  const { traceId } = await get('/api/cups/17?secret=1', { authorization: `Bearer ${token}` });

  expect(await line('request', traceId)).toEqual({
    level: 'info',
    time: expect.stringMatching(/^\d{4}-\d\d-\d\dT/),
    service: 'stock',
    replica: '2',
    traceId,
    spanId: expect.stringMatching(/^[0-9a-f]{16}$/),
    method: 'GET',
    route: '/api/cups/:id',
    status: 200,
    outcome: 'ok',
    durationMs: expect.any(Number),
    actor: { sub: 'lea', role: 'clerk' },
    msg: 'request',
  });
  expect(lines().filter(({ msg }) => msg === 'request')).toHaveLength(1);
  expect(JSON.stringify(lines())).not.toContain(token);
});

test('secrets do not reach the log, wherever they hide', async () => {
  const { get, line, output } = await startService();

  const { traceId } = await get('/api/cups/1');

  expect(await line('noted', traceId)).toMatchObject({
    password: '[redacted]',
    card: { cardNumber: '[redacted]', last4: '4242' },
    user: { session: { token: '[redacted]' } },
  });
  expect(output.stdout).not.toMatch(/hunter2|4242424242424242|abc/);
});

test('what breaks is one error with its cause, beside the line of its request', async () => {
  const { get, line, lines } = await startService();

  const { traceId, body } = await get('/api/broken');

  const request = await line('request', traceId);
  expect(body).toMatchObject({ status: 500, code: 'internal.error', traceId });
  expect(request).toMatchObject({ level: 'info', status: 500, code: 'internal.error' });
  const errors = lines().filter(({ level }) => level === 'error');
  expect(errors).toMatchObject([{ traceId, msg: 'request failed', err: { message: 'the kettle is cold' } }]);
});

test('told to stop, it is not ready any more, answers what is under way, and ends well', async () => {
  const { child, get, exited, lines } = await startService();
  await get('/health/ready');
  const slow = get('/api/slow');
  await waitUntil(async () => JSON.stringify((await get('/health/live')).body).includes('live'));

  child.kill('SIGTERM');
  const ready = await waitUntil(async () => {
    const answer = await get('/health/ready');
    return answer.status === 503 && answer;
  });

  expect(ready.body).toMatchObject({ code: 'service.draining' });
  expect(await slow).toMatchObject({ status: 200, body: { done: true } });
  expect(await exited).toBe(0);
  expect(lines().map(({ msg }) => msg)).toEqual(
    expect.arrayContaining(['listening', 'stopping', 'request', 'stopped']),
  );
});

test('a process out of its mind says why and ends, so that another can take its place', async () => {
  const { get, exited, lines } = await startService();

  await get('/api/crash');

  expect(await exited).toBe(1);
  expect(lines().at(-1)).toMatchObject({
    level: 'fatal',
    msg: 'crashed',
    err: { message: 'out of its mind' },
  });
});
