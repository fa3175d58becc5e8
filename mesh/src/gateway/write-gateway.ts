import { mkdirSync } from 'node:fs';
import path from 'node:path';
import { writeFileAtomically } from '../home/write-file.ts';
import type { GatewayPlan } from './gateway-plan.ts';
import { renderGateway } from './render-gateway.ts';

/**
 * Writes the configuration into a folder and returns the path of its nginx.conf. A running Nginx reads the files only
 * when told to: call this, then `nginx -t`, then reload.
 */
export function writeGateway(plan: GatewayPlan, folder: string): string {
  for (const [name, content] of renderGateway(plan)) {
    const file = path.join(folder, name);
    mkdirSync(path.dirname(file), { recursive: true });
    // Nothing secret is in them, and in a container another account reads them.
    writeFileAtomically(file, content, 0o644);
  }
  return path.join(folder, 'nginx.conf');
}
