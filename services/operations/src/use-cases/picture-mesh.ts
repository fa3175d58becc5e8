import type { MeshPicture } from '@comptoir/contracts/http/operations';
import { meshPictureOf } from '../domain/mesh-picture.ts';
import type { MeshQuery } from '../domain/mesh-queries.ts';
import { meshQueries } from '../domain/mesh-queries.ts';
import type { Sample } from '../domain/signal.ts';
import type { Signals, Work } from './ports.ts';

/** Everything that runs, and how it is now. */
export async function pictureMesh(signals: Signals, work: Work & { now: Date }): Promise<MeshPicture> {
  const asked = Object.entries(meshQueries).map(async ([name, expr]) => ({
    name,
    samples: await signals.now(expr, work),
  }));
  const found = new Map((await Promise.all(asked)).map(({ name, samples }) => [name, samples]));
  const of = (query: MeshQuery): Sample[] => found.get(query) ?? [];
  return meshPictureOf(of, work.now);
}
