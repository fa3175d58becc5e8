import type { GatewayPlan } from './gateway-plan.ts';

/** Inside a container every replica of every service listens here. */
const servicePort = 3000;

/**
 * The plan for the official Nginx image (1.27.3 or newer, which can `resolve`): a service is one name, and Docker's DNS
 * knows its replicas. The container has the built app in `/srv/app`, nginx/www in `/srv/www` and swagger-ui-dist in `/srv/swagger`.
 */
export function containerPlan(
  services: readonly string[],
  decided: Pick<GatewayPlan, 'trustedAddresses' | 'corsOrigins'>,
): GatewayPlan {
  return {
    ...decided,
    mode: 'container',
    resolver: '127.0.0.11',
    publicHost: '0.0.0.0',
    publicPort: 8080,
    // Reachable by the containers of the mesh only: compose publishes the public port and nothing else.
    internalHost: '0.0.0.0',
    internalPort: 8081,
    statusPort: 8082,
    webRoot: '/srv/app',
    docsRoot: '/srv/www/docs',
    swaggerRoot: '/srv/swagger',
    runDir: '/tmp',
    errorLogPath: '/dev/stderr',
    accessLogPath: '/dev/stdout',
    upstreams: services.map((service) => ({
      service,
      replicas: [{ replica: service, host: service, port: servicePort, state: 'up' }],
    })),
  };
}
