import { isPortFree } from '../engines/index.ts';
import { MeshError } from '../mesh-error.ts';
import { portOwner } from './port-owner.ts';
import { candidatePorts } from './port-range.ts';

export interface PortBook {
  /** The port of a process: the one it had before if that is still free, else the next free one. */
  portFor(name: string): Promise<number>;
  /** Gives a port back, after a replica is gone for good. */
  release(name: string): void;
  /** What to keep for the next start. */
  ports(): Record<string, number>;
}

/** Gives out ports below 32768 near the gateway's own, never one twice. */
export function openPortBook(
  gatewayPort: number,
  known: Readonly<Record<string, number>>,
  isFree = isPortFree,
): PortBook {
  const kept = new Map(Object.entries(known));
  const given = new Map<string, number>();
  const unusable = new Set([gatewayPort]);

  const usable = async (port: number, name: string) => {
    const ownedBy = [...given, ...kept].find(([other, taken]) => taken === port && other !== name);
    if (unusable.has(port) || ownedBy !== undefined) return false;
    // Claimed before we look, so that two requests at once never choose the same.
    given.set(name, port);
    if (await isFree(port)) return true;
    given.delete(name);
    unusable.add(port);
    return false;
  };

  return {
    async portFor(name) {
      const held = given.get(name);
      if (held !== undefined) return held;
      const before = kept.get(name);
      if (before !== undefined && (await usable(before, name))) return before;
      kept.delete(name);
      for (const port of candidatePorts(gatewayPort)) {
        if (await usable(port, name)) return port;
      }
      throw new MeshError('There is no free port left below 32768 on this machine.');
    },
    release(name) {
      given.delete(name);
      kept.delete(name);
    },
    ports: () => Object.fromEntries([...kept, ...given]),
  };
}

/** Throws MeshError, naming the culprit if it can be known, when the gateway could not listen. */
export async function refuseTakenGatewayPort(port: number): Promise<void> {
  if (await isPortFree(port)) return;
  if (port < 1024 && process.getuid?.() !== 0 && portOwner(port) === undefined) {
    throw new MeshError(
      `Port ${port} belongs to root: choose one above 1023 with COMPTOIR_PORT, or start as root.`,
    );
  }
  const owner = portOwner(port);
  const who = owner === undefined ? 'another program' : `process ${owner.pid} (${owner.name})`;
  throw new MeshError(`Port ${port} is taken by ${who}: end it, or choose another port with COMPTOIR_PORT.`);
}
