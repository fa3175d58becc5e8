import type { OwnMesh } from '@comptoir/mesh/own-mesh';
import type { Crowd } from '../clients/crowd.ts';
import type { Shop } from '../clients/shop.ts';

/** Where a fault happens: a mesh full of people. */
export interface Stage {
  mesh: OwnMesh;
  crowd: Crowd;
  shop: Shop;
  say: (line: string) => void;
}

/** What people may feel at the most. That nothing is lost in the end holds for every fault and is not said here. */
export interface Bounds {
  /** Reads that failed at first; a screen shows that to somebody. */
  failedReads?: number;
  /** Writes that failed at first; the till tries again by itself. */
  failedWrites?: number;
  /** From the return of what was taken to the last failed try. */
  recoveredMs?: number;
}

export interface Fault {
  name: string;
  /** What is done, in one line of the report. */
  title: string;
  bounds: Bounds;
  /** Why it cannot be done on this machine; undefined when it can. */
  obstacle?: () => string | undefined;
  /** Makes the mesh fit for it, before anybody is at work. */
  prepare?: (mesh: OwnMesh) => Promise<void>;
  /** Does it; returns once what was taken is back, with anything of its own that is wrong. */
  strike: (stage: Stage) => Promise<string[] | void>;
  /** The mesh is not fit for another fault afterwards. */
  endsMesh?: boolean;
}
