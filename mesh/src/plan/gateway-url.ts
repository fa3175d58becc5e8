import { isIPv6 } from 'node:net';
import type { Settings } from '../home/settings.ts';

const EVERYWHERE = new Set(['0.0.0.0', '::']);

/** Where the shop is, as seen from this machine. */
export function gatewayUrl({
  gatewayHost,
  gatewayPort,
}: Pick<Settings, 'gatewayHost' | 'gatewayPort'>): string {
  const host = EVERYWHERE.has(gatewayHost) ? '127.0.0.1' : gatewayHost;
  return `http://${isIPv6(host) ? `[${host}]` : host}:${gatewayPort}`;
}
