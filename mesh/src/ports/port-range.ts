// Higher ports collide with outgoing connections (lesson 8); lower ones belong to root.
const HIGHEST = 32_767;
const LOWEST = 1024;

/**
 * Where the other ports of a mesh are looked for, in order: right above the gateway's, so two meshes with different
 * gateways rarely meet. A gateway outside the usable range (80, 443, 40000) is folded into it.
 */
export function* candidatePorts(gatewayPort: number): Generator<number> {
  const size = HIGHEST - LOWEST + 1;
  const first = gatewayPort < LOWEST ? gatewayPort + 10_000 : gatewayPort + 1;
  for (let step = 0; step < size; step += 1) yield LOWEST + ((first - LOWEST + step) % size);
}
