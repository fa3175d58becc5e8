import { existsSync } from 'node:fs';
import type { Status } from '../control/protocol.ts';
import type { Settings } from '../home/settings.ts';

/** What a newcomer needs to know once everything is ready. */
export function readyLines(status: Status, { locations }: Settings): string[] {
  return [
    `Comptoir is ready: ${status.processes.length} processes.`,
    `  Shop           ${status.gateway}`,
    `  API            ${status.gateway}/api/docs`,
    ...(status.prometheus === null ? [] : [`  Prometheus     ${status.prometheus}`]),
    ...(existsSync(locations.demoAccounts) ? [`  Demo accounts  ${locations.demoAccounts}`] : []),
  ];
}
