import { isIPv6 } from 'node:net';
import type { Settings } from '../home/settings.ts';

const EVERYWHERE = new Set(['0.0.0.0', '::']);

/** Where the shop is, as seen from this machine. */
export function gatewayUrl({
  gatewayHost,
  gatewayPort,
  tls,
}: Pick<Settings, 'gatewayHost' | 'gatewayPort' | 'tls'>): string {
  const host = EVERYWHERE.has(gatewayHost) ? '127.0.0.1' : gatewayHost;
  const scheme = tls === undefined ? 'http' : 'https';
  return `${scheme}://${isIPv6(host) ? `[${host}]` : host}:${gatewayPort}`;
}
