import { AppError } from './errors.ts';
import { z } from 'zod';
import type { MetricsRegistry } from './metrics-registry.ts';
import type { Answer, Route } from './route.ts';
import { ok, openToAll, route } from './route.ts';

/** Says whether a dependency the service cannot work without answers; throws when it does not. */
export type ReadinessCheck = () => Promise<void>;

export interface Health {
  check(name: string, run: ReadinessCheck): void;
  /** From now on not ready, so that the balancer stops sending: the first step of a drain. */
  drain(): void;
  routes(registry: MetricsRegistry): Route[];
}

const state = z.object({ status: z.string(), checks: z.record(z.string(), z.string()).optional() });

export function createHealth(): Health {
  const checks = new Map<string, ReadinessCheck>();
  let draining = false;

  async function ready() {
    if (draining) throw new AppError('unavailable', 'service.draining', 'This replica is stopping.');
    const results = await Promise.all([...checks].map(([name, run]) => resultOf(name, run)));
    const failed = results.filter(([, result]) => result !== 'ok').map(([name]) => name);
    if (failed.length > 0) {
      throw new AppError('unavailable', 'service.not_ready', `Not ready: ${failed.join(', ')}.`);
    }
    // The pid tells whoever waits for a successor on a shared port which of the two has answered.
    return ok({ status: 'ready', pid: process.pid, checks: Object.fromEntries(results) });
  }

  return {
    check: (name, run) => {
      checks.set(name, run);
    },
    drain: () => {
      draining = true;
    },
    routes: (registry) => healthRoutes(ready, registry),
  };
}

async function resultOf(name: string, run: ReadinessCheck): Promise<[string, 'ok' | 'failed']> {
  try {
    await run();
    return [name, 'ok'];
  } catch {
    return [name, 'failed'];
  }
}

function healthRoutes(ready: () => Promise<Answer>, registry: MetricsRegistry): Route[] {
  return [
    route(
      'GET',
      '/health/live',
      { summary: 'The process turns', access: openToAll(), answers: { 200: state } },
      async () => Promise.resolve(ok({ status: 'live' })),
    ),
    route(
      'GET',
      '/health/ready',
      { summary: 'The replica can take requests', access: openToAll(), answers: { 200: state } },
      ready,
    ),
    route(
      'GET',
      '/metrics',
      { summary: 'Prometheus metrics', access: openToAll(), answers: { 200: registry.contentType } },
      async () => ({
        status: 200,
        body: await registry.metrics(),
        headers: { 'Content-Type': registry.contentType },
      }),
    ),
  ];
}
