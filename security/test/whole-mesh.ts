import { randomBytes } from 'node:crypto';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import type { App, BaseConfig, Kit, Route } from '@comptoir/service-kit';
import type { TestMesh, TestService } from '@comptoir/test-kit';
import { startTestMesh } from '@comptoir/test-kit';
import { z } from 'zod';
import { serviceFolders } from '../../checks/service-folders.ts';

const ROOT = join(import.meta.dirname, '../..');
type ServiceName = Parameters<TestMesh['start']>[0];
const isFunction = (value: unknown) => typeof value === 'function';
const serviceName = z.custom<ServiceName>((name) => typeof name === 'string');
const appModule = z.object({
  createApp: z.custom<(config: BaseConfig, kit: Kit) => App | Promise<App>>(isFunction),
});
const configModule = z.object({
  loadConfig: z.custom<(env: Record<string, string | undefined>) => BaseConfig>(isFunction),
});

export interface WholeMesh {
  mesh: TestMesh;
  service(name: string): TestService;
  /** Every route of every service, as the services themselves define them. */
  routes: readonly (Route & { service: string })[];
  /** Where the operations service looks for logs. */
  logs: string;
  close(): Promise<void>;
}

/** Every service there is, or those named, for real and beside each other; the tokens of people are the test's to make. */
export async function startWholeMesh(names = serviceFolders(ROOT)): Promise<WholeMesh> {
  const mesh = await startTestMesh();
  const logs = mkdtempSync(join(tmpdir(), 'comptoir-security-'));
  const env = {
    AUTH_KEY_SECRET: randomBytes(32).toString('base64url'),
    // Nobody is there: what the operations service answers then is 503, behind its door.
    PROMETHEUS_URL: 'http://127.0.0.1:9',
    LOG_DIR: logs,
    // All of them are in this one process: what one makes them wait is no reason for the others to turn anybody away.
    MAX_EVENT_LOOP_DELAY_MS: '60000',
  };
  const started = await Promise.all(
    names.map(async (name) => [name, await startFound(mesh, name, env)] as const),
  );
  mesh.gateway.route('auth', ({ path }) =>
    path === '/internal/jwks' ? { status: 200, body: mesh.keys.userJwks } : { status: 404 },
  );
  const services = new Map(started);
  return {
    mesh,
    service: (name) => {
      const found = services.get(name);
      if (found === undefined) throw new Error(`there is no service ${name}`);
      return found.running;
    },
    routes: started.flatMap(([service, { routes }]) => routes.map((route) => ({ ...route, service }))),
    logs,
    close: async () => {
      await mesh.close();
      rmSync(logs, { recursive: true });
    },
  };
}

async function startFound(mesh: TestMesh, name: string, env: Record<string, string>) {
  const folder = join(ROOT, 'services', name);
  const load = (file: string): Promise<unknown> => import(pathToFileURL(join(folder, 'src', file)).href);
  const { createApp } = appModule.parse({ ...Object(await load('app.ts')) });
  const { loadConfig } = configModule.parse({ ...Object(await load('config.ts')) });
  let routes: readonly Route[] = [];
  const running = await mesh.start(serviceName.parse(name), {
    folder,
    loadConfig,
    env,
    createApp: async (config: BaseConfig, kit) => {
      const app = await createApp(config, kit);
      routes = app.routes;
      return app;
    },
  });
  return { running, routes };
}
