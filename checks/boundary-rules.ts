import type { IRegularForbiddenRuleType } from 'dependency-cruiser';

// One service's folders, seen from the root of the repository. `$1` in a `to` stands for the service of the `from`.
const inService = (part: string) => `^services/([^/]+)/src/${part}`;
const ofSameService = (part: string) => `^services/$1/src/${part}`;
const inner = '(domain|use-cases)/';
const entries = '(routes|consumers|jobs)/';
const outer = '(repositories|clients)/';
const edges = '(app|main|config)\\.ts$';

/** The drawing in docs/architecture.md as rules. Tests may reach anywhere in their own service, but not in another. */
export const boundaryRules: IRegularForbiddenRuleType[] = [
  forbid('no-cycle', 'Two files that need each other are one file, or three.', {}, { circular: true }),
  forbid('no-missing-file', 'The import leads nowhere.', {}, { couldNotResolve: true }),

  forbid(
    'service-to-service',
    'Services talk over HTTP and events, never by import.',
    { path: '^services/([^/]+)/' },
    { path: '^services/', pathNot: '^services/$1/' },
  ),
  forbid(
    'nothing-to-service',
    'Packages, the launcher, the load tests and the chaos suite know services by their contracts only.',
    { path: '^(packages|mesh|load-tests|chaos|frontend|checks)/', pathNot: '\\.test\\.ts$' },
    { path: '^services/' },
  ),
  forbid(
    'contracts-zod-only',
    'Contracts hold shapes: zod and nothing else.',
    { path: '^packages/contracts/src/', pathNot: '\\.test\\.ts$' },
    { pathNot: ['^packages/contracts/src/', '(^|/)node_modules/zod/'] },
  ),
  forbid(
    'kit-knows-no-retail',
    'service-kit has no retail word in it.',
    { path: '^packages/service-kit/' },
    { path: '^packages/(contracts|pricing|receipt|search-text|panels|event-bus)/' },
  ),
  forbid(
    'test-code-stays-in-tests',
    'Running code never imports test code.',
    {
      path: '^(packages|services|mesh)/',
      pathNot: ['\\.(test|fake|samples)\\.ts$', '/test/', '/testing/', '^packages/test-kit/'],
    },
    {
      path: [
        '^packages/test-kit/',
        '^packages/[^/]+/testing/',
        '\\.(test|fake|samples)\\.ts$',
        '^services/[^/]+/test/',
      ],
    },
  ),

  forbid(
    'domain-is-pure',
    'Domain knows domain, contracts and the error type: no I/O, no framework.',
    { path: inService('domain/'), pathNot: '\\.test\\.ts$' },
    {
      pathNot: [
        ofSameService('domain/'),
        '^packages/(contracts|pricing|receipt|service-kit)/',
        '^(node:)?crypto$',
        '(^|/)node_modules/(uuid|zod)/',
      ],
    },
  ),
  forbid(
    'use-cases-see-domain',
    'A use case declares what it needs; app.ts hands it in.',
    { path: inService('use-cases/'), pathNot: '\\.test\\.ts$' },
    {
      path: [ofSameService(outer), ofSameService(entries), ofSameService('unit\\.ts$'), ofSameService(edges)],
    },
  ),
  forbid(
    'no-infrastructure-inside',
    'No driver, web framework or metric in domain and use cases.',
    { path: inService(inner), pathNot: '\\.test\\.ts$' },
    { path: '(^|/)node_modules/(@koa|koa|knex|mysql2|ioredis|opossum|pino|prom-client)/' },
  ),
  forbid(
    'no-sql-in-routes',
    'SQL and Redis live in repositories.',
    { path: inService(entries) },
    { path: '(^|/)node_modules/(knex|mysql2|ioredis)/' },
  ),
  forbid(
    'entries-get-objects',
    'Routes and consumers are handed repositories and clients, by app.ts or in a unit; the type is enough.',
    { path: inService(entries), pathNot: '\\.test\\.ts$' },
    { path: ofSameService(outer), dependencyTypesNot: ['type-only'] },
  ),
  forbid(
    'outside-implements-inside',
    'Repositories and clients implement the types use cases declare, and call none of them.',
    { path: inService(outer), pathNot: '\\.test\\.ts$' },
    { path: ofSameService('use-cases/'), dependencyTypesNot: ['type-only'] },
  ),
  forbid(
    'outside-knows-no-entry',
    'Repositories, clients and the unit know nothing of who calls.',
    { path: [inService(outer), inService('unit\\.ts$')], pathNot: '\\.test\\.ts$' },
    { path: [ofSameService(entries), ofSameService('(app|main)\\.ts$')] },
  ),
  forbid(
    'only-main-starts-the-app',
    'app.ts sees everything, so only main.ts and tests may see app.ts.',
    { path: inService('(?!main\\.ts$)'), pathNot: '\\.test\\.ts$' },
    { path: ofSameService('(app|main)\\.ts$') },
  ),
  forbid(
    'config-stays-at-the-edge',
    'Only main.ts and app.ts read the configuration; everybody else is handed the value.',
    { path: inService('(?!(main|app)\\.ts$)'), pathNot: '\\.test\\.ts$' },
    { path: ofSameService('config\\.ts$'), dependencyTypesNot: ['type-only'] },
  ),
  forbid(
    'metrics-in-one-place',
    'prom-client is known to service-kit and to metrics.ts files.',
    {
      pathNot: [
        '^packages/service-kit/',
        '(^|/)metrics\\.ts$',
        '\\.test\\.ts$',
        '/test/',
        '(^|/)node_modules/',
      ],
    },
    { path: '(^|/)node_modules/prom-client/', dependencyTypesNot: ['type-only'] },
  ),
];

function forbid(
  name: string,
  comment: string,
  from: IRegularForbiddenRuleType['from'],
  to: IRegularForbiddenRuleType['to'],
): IRegularForbiddenRuleType {
  return { name, comment, severity: 'error', from, to };
}
