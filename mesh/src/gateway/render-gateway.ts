import { addressBlock, fillTemplate, hostAndPort, quotable, webOrigin } from './config-text.ts';
import type { GatewayPlan } from './gateway-plan.ts';
import { renderEdgeRoutes, renderInternalRoutes, renderSpecs } from './render-routes.ts';
import { renderUpstreams } from './render-upstreams.ts';
import { readTemplates, type Templates } from './templates.ts';

/**
 * Nginx's whole configuration as content by relative path; `nginx.conf` is the one to start with. Throws when a value of
 * the plan cannot stand in a configuration.
 */
export function renderGateway(
  plan: GatewayPlan,
  templates: Templates = readTemplates(),
): Map<string, string> {
  const values = templateValues(plan);
  return new Map([
    ...[...templates].map(([name, template]) => [name, fillTemplate(template, values)] as const),
    ['upstreams.conf', renderUpstreams(plan)],
    ['edge-routes.conf', renderEdgeRoutes(plan)],
    ['internal-routes.conf', renderInternalRoutes(plan)],
  ]);
}

function templateValues(plan: GatewayPlan): Record<string, string> {
  return {
    COMPTOIR_USER_LINE: plan.user === undefined ? '' : `user "${quotable('user', plan.user)}";`,
    COMPTOIR_RESOLVER_LINE: resolverLine(plan),
    COMPTOIR_PUBLIC_LISTEN: hostAndPort(plan.publicHost, plan.publicPort),
    COMPTOIR_TLS_FLAG: plan.tls === undefined ? '' : ' ssl',
    COMPTOIR_TLS_LINE: tlsLine(plan),
    COMPTOIR_INTERNAL_LISTEN: hostAndPort(plan.internalHost, plan.internalPort),
    COMPTOIR_STATUS_LISTEN: hostAndPort(plan.internalHost, plan.statusPort),
    COMPTOIR_RUN_DIR: quotable('runDir', plan.runDir),
    COMPTOIR_ERROR_LOG: quotable('errorLogPath', plan.errorLogPath),
    COMPTOIR_ACCESS_LOG: quotable('accessLogPath', plan.accessLogPath),
    COMPTOIR_WEB_ROOT: quotable('webRoot', plan.webRoot),
    COMPTOIR_DOCS_ROOT: quotable('docsRoot', plan.docsRoot),
    COMPTOIR_SWAGGER_ROOT: quotable('swaggerRoot', plan.swaggerRoot),
    COMPTOIR_SPECS_JSON: renderSpecs(plan),
    COMPTOIR_TRUSTED_LINES: plan.trustedAddresses.map((block) => `  ${addressBlock(block)} 1;`).join('\n'),
    COMPTOIR_CORS_LINES: plan.corsOrigins
      .map((origin) => `  "${webOrigin(origin)}" $http_origin;`)
      .join('\n'),
  };
}

function tlsLine({ tls }: GatewayPlan): string {
  if (tls === undefined) return '';
  const [certificate, key] = [quotable('certificate', tls.certificate), quotable('key', tls.key)];
  return `ssl_certificate "${certificate}";\n  ssl_certificate_key "${key}";\n  include snippets/tls.conf;`;
}

function resolverLine({ mode, resolver }: GatewayPlan): string {
  if (mode === 'native') return '';
  if (resolver === undefined) throw new Error('in containers the gateway needs a resolver');
  // After an answer that is neither a yes nor a no, Nginx asks again only when this timeout is over, by default 30 s: so
  // long a service that starts after the gateway would not be found.
  return `resolver ${hostAndPort(resolver, 53)} valid=2s ipv6=off;\nresolver_timeout 2s;`;
}
