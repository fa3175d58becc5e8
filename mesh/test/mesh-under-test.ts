import { mkdtempSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { freePort } from '../src/engines/index.ts';
import { ownMesh, type OwnMesh } from '../src/own-mesh.ts';

export type { Outcome } from '../src/own-mesh.ts';
export type MeshUnderTest = OwnMesh;

/** A mesh of its own for a test, on any free port; its home is named as people name folders. */
export async function meshUnderTest(): Promise<MeshUnderTest> {
  const home = path.join(mkdtempSync(path.join(tmpdir(), 'comptoir-mesh-test-')), 'à la maison');
  return ownMesh({ home, port: await freePort() });
}
