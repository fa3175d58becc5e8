import { Pool } from 'undici';
import type { Ask } from './prometheus.client.ts';

const CONNECTIONS = 16;

/** The wire to Prometheus; its address may have a path in front. */
export function openPrometheus(address: string): { ask: Ask; close(): Promise<void> } {
  const { origin, pathname } = new URL(address);
  const prefix = pathname.replace(/\/$/, '');
  const pool = new Pool(origin, { connections: CONNECTIONS, keepAliveTimeout: 30_000 });
  return {
    ask: async (path, signal) => {
      const response = await pool.request({ method: 'GET', path: `${prefix}${path}`, signal });
      return response.body.text();
    },
    close: () => pool.close(),
  };
}
