import { createRequire } from 'node:module';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import type { GatewayPlan } from '../gateway-plan.ts';

const www = fileURLToPath(new URL('../../../../nginx/www', import.meta.url));

/** A whole plan; a test says only what it is about. */
export function aPlan(folder: string, decided: Partial<GatewayPlan> = {}): GatewayPlan {
  return {
    mode: 'native',
    publicHost: '127.0.0.1',
    publicPort: 18_080,
    internalHost: '127.0.0.1',
    internalPort: 18_081,
    statusPort: 18_082,
    trustedAddresses: ['127.0.0.1'],
    corsOrigins: [],
    webRoot: fileURLToPath(new URL('../../../../frontend/public', import.meta.url)),
    docsRoot: path.join(www, 'docs'),
    swaggerRoot: path.dirname(createRequire(import.meta.url).resolve('swagger-ui-dist/package.json')),
    runDir: path.join(folder, 'run'),
    ...(process.getuid?.() === 0 ? { user: 'root' } : {}),
    errorLogPath: path.join(folder, 'error.log'),
    accessLogPath: path.join(folder, 'access.log'),
    upstreams: [],
    ...decided,
  };
}
