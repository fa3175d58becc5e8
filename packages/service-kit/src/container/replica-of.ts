import { resolvePtr } from 'node:dns/promises';

/** Answers the names behind a reversed address; rejects when there is none. */
export type ReverseLookup = (name: string) => Promise<string[]>;

/**
 * The number that Docker Compose gave to the container with this IPv4 address: 2 for `comptoir-stock-2`. Compose tells no
 * container its own number, but Docker's DNS tells everybody the container's name, as `comptoir-stock-2.comptoir_mesh`.
 * undefined when no name ends in a number.
 */
export async function replicaOf(
  address: string,
  lookup: ReverseLookup = resolvePtr,
): Promise<number | undefined> {
  const names = await lookup(`${address.split('.').toReversed().join('.')}.in-addr.arpa`).catch(() => []);
  return names.map(numberIn).find((number) => number !== undefined);
}

function numberIn(name: string): number | undefined {
  const digits = /^[^.]*[-_](\d+)(?:\.|$)/.exec(name)?.[1];
  return digits === undefined ? undefined : Number(digits);
}
