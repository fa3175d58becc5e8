import { openHttpPool } from '@comptoir/service-kit';
import type { Ask } from './prometheus.client.ts';

const CONNECTIONS = 16;

/** The wire to Prometheus; its address may have a path in front. */
export function openPrometheus(address: string): { ask: Ask; close(): Promise<void> } {
  const { origin, pathname } = new URL(address);
  const prefix = pathname.replace(/\/$/, '');
  const pool = openHttpPool(origin, { connections: CONNECTIONS });
  return {
    ask: async (path, timeoutMs) => {
      const { text } = await pool.ask({ method: 'GET', path: `${prefix}${path}` }, timeoutMs);
      return text;
    },
    close: () => pool.close(),
  };
}
