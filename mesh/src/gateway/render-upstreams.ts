import { hostAndPort, serviceName } from './config-text.ts';
import type { GatewayPlan, Upstream, UpstreamReplica } from './gateway-plan.ts';

/** True when at least one replica takes new requests: only then Nginx gets a group for the service. */
export function isServed(upstream: Upstream): boolean {
  return upstream.replicas.some(({ state }) => state === 'up');
}

/** One group of replicas per served service. */
export function renderUpstreams(plan: GatewayPlan): string {
  return plan.upstreams
    .filter(isServed)
    .map((upstream) => renderGroup(upstream, plan.mode))
    .join('\n');
}

/**
 * The zone lets all workers take turns over one list and agree on who is down. A longer fail_timeout makes a rolling
 * restart lose requests (lesson 1). Idle connections close before Node's 75 s (lesson 4).
 */
function renderGroup({ service, replicas }: Upstream, mode: GatewayPlan['mode']): string {
  return `upstream ${serviceName(service)} {
  zone ${service} 128k;
${replicas.map((replica) => `  server ${renderServer(replica, mode)};`).join('\n')}
  keepalive 256;
  keepalive_requests 100000;
  keepalive_timeout 60s;
}
`;
}

/** `resolve` follows the containers behind a name; Debian's Nginx does not know it (lesson 2). */
function renderServer({ host, port, state }: UpstreamReplica, mode: GatewayPlan['mode']): string {
  return [
    hostAndPort(host, port),
    ...(mode === 'container' ? ['resolve'] : []),
    'max_fails=3 fail_timeout=1s',
    ...(state === 'drain' ? ['down'] : []),
  ].join(' ');
}
