import type { Service } from './states.ts';

export type BreakerState = Service['breakers'][number]['state'];

export interface Wire {
  from: string;
  to: string;
  /** The worst among the replicas of `from`. */
  state: BreakerState;
}

const WORSE: readonly BreakerState[] = ['closed', 'halfOpen', 'open'];

/** What a service leans on, each dependency once. */
export function wiresOf({ name, breakers }: Service): Wire[] {
  const worst = new Map<string, BreakerState>();
  for (const { dependency, state } of breakers) {
    const before = worst.get(dependency) ?? 'closed';
    worst.set(dependency, WORSE.indexOf(state) > WORSE.indexOf(before) ? state : before);
  }
  return [...worst].map(([to, state]) => ({ from: name, to, state }));
}

/** Those that call other services stand above those that call none: most wires then run between two rows. */
export function inRows(services: readonly Service[]): Service[][] {
  const names = new Set(services.map(({ name }) => name));
  const calls = (service: Service) => wiresOf(service).some(({ to }) => names.has(to));
  return [services.filter(calls), services.filter((service) => !calls(service))].filter(
    (row) => row.length > 0,
  );
}
