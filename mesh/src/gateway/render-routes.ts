import { serviceName } from './config-text.ts';
import type { GatewayPlan, Upstream } from './gateway-plan.ts';
import { isServed } from './render-upstreams.ts';
import { defaultBudgetMs, edgeRoutes, readBudgetMs, type EdgeRoute } from './routes.ts';

/** The gateway waits this much longer than the service's budget, so that the service's own answer arrives first. */
const graceMs = 500;

/**
 * A caller that waits two seconds has gone by then, and Nginx learns nothing from those who go: a moment earlier it
 * counts a hanging replica out.
 */
const hurriedMs = 1_900;

/** Locations of the public API and of the services' descriptions, for the services of the plan. */
export function renderEdgeRoutes(plan: GatewayPlan): string {
  const routes = edgeRoutes.flatMap((route) => {
    const upstream = plan.upstreams.find(({ service }) => service === route.service);
    // Case does not matter to the services' routers, so it must not matter here: a limit could be walked around.
    return upstream ? edgeLocations(route, upstream) : [];
  });
  const specs = plan.upstreams.map((upstream) =>
    location(`= ${specPath(upstream.service)}`, upstream, [
      ...edgeLines({ prefix: '', service: upstream.service }).slice(0, -1),
      `proxy_pass http://${upstream.service}/openapi.json;`,
    ]),
  );
  return [...routes, ...specs].join('\n');
}

/**
 * A replica that hangs costs a read two seconds instead of its answer: a location of their own gives reads up early enough
 * for another replica. Writes wait for the service's word: they must not be sent twice (lesson 3).
 */
function edgeLocations(route: EdgeRoute, upstream: Upstream): string[] {
  const match = `~* ^${route.prefix}(?:/|$)`;
  if (route.slowReads === true || route.limit === 'login')
    return [location(match, upstream, edgeLines(route))];
  const reads = `@reads${route.prefix.replaceAll('/', '-')}`;
  return [
    location(match, upstream, [...detour('$is_read', reads), ...edgeLines(route)]),
    location(reads, upstream, edgeLines({ ...route, budgetMs: readBudgetMs })),
  ];
}

/** Nginx cannot choose a timeout by a variable, only a location: by way of an error page, which keeps method and body. */
function detour(condition: string, named: string): string[] {
  return ['recursive_error_pages on;', `set $detour ${named};`, `if (${condition}) {`, '  return 418;', '}'];
}

/** What the Swagger page reads to know whose descriptions there are. */
export function renderSpecs(plan: GatewayPlan): string {
  return JSON.stringify(plan.upstreams.map(({ service }) => ({ name: service, url: specPath(service) })));
}

/** Locations of the internal listener: everything of a service below its name, with patience and without. */
export function renderInternalRoutes(plan: GatewayPlan): string {
  return plan.upstreams
    .flatMap((upstream) => {
      const name = serviceName(upstream.service);
      const hurried = `@hurried-${name}`;
      const lines = [
        'include snippets/internal-proxy.conf;',
        `proxy_pass http://${upstream.service}$path_in_service;`,
      ];
      return [
        location(`/${name}/`, upstream, [...detour('$is_hurried', hurried), ...lines]),
        location(hurried, upstream, [`proxy_read_timeout ${hurriedMs}ms;`, ...lines]),
      ];
    })
    .join('\n');
}

function edgeLines({ service, budgetMs = defaultBudgetMs, cached = false, limit }: EdgeRoute): string[] {
  return [
    `set $budget_ms ${budgetMs};`,
    `set $forwarded_authorization ${cached ? '$writers_authorization' : '$http_authorization'};`,
    `proxy_read_timeout ${budgetMs + graceMs}ms;`,
    ...(cached ? ['proxy_cache catalogue;'] : []),
    ...(limit === 'login' ? ['limit_req zone=login burst=10 nodelay;'] : []),
    'include snippets/edge-proxy.conf;',
    `proxy_pass http://${service};`,
  ];
}

function location(match: string, upstream: Upstream, lines: readonly string[]): string {
  const body = isServed(upstream) ? lines : ['return 503;'];
  return `location ${match} {\n${body.map((line) => `  ${line}\n`).join('')}}\n`;
}

function specPath(service: string): string {
  return `/api/docs/specs/${serviceName(service)}.json`;
}
