import { startTestMesh } from '@comptoir/test-kit';
import { baseConfig, readConfig } from '../src/index.ts';
import type { BaseConfig, Kit, Route } from '../src/index.ts';

/** A service of nothing but these routes, with whatever stands around a real one. It goes by the name of stock. */
export async function startKitService(
  routes: readonly Route[] | ((kit: Kit) => readonly Route[]),
  env: Record<string, string> = {},
) {
  const mesh = await startTestMesh();
  const service = await mesh.start('stock', {
    folder: import.meta.dirname,
    loadConfig: (given) => readConfig(baseConfig, given),
    createApp: (_config: BaseConfig, kit) => ({
      routes: typeof routes === 'function' ? routes(kit) : routes,
    }),
    env,
  });
  return {
    mesh,
    service,
    call: service.call,
    /** Lines of /metrics that begin with `name`, without their help. */
    metrics: async (name: string): Promise<string[]> => {
      const { body } = await service.call('GET', '/metrics');
      return String(body)
        .split('\n')
        .filter((line) => line.startsWith(name));
    },
  };
}

export type KitService = Awaited<ReturnType<typeof startKitService>>;

/** A door that opens once: work waits before it, a test opens it. */
export function aDoor() {
  let open = () => {};
  const opened = new Promise<void>((resolve) => {
    open = resolve;
  });
  return { opened, open };
}
