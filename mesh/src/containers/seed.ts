/**
 * `node mesh/src/containers/seed.ts <folder>`: fills the mesh with the demo chain, once in the life of its data, and
 * leaves `demo-accounts.json` in the folder.
 */
import path from 'node:path';
import { readState, writeState } from '../home/state-file.ts';
import { openInternalClient } from '../seed/internal-client.ts';
import { seedDemo } from '../seed/seed-demo.ts';
import { gatewayInternalUrl } from './addresses.ts';
import { onlyArgument } from './only-argument.ts';

const KEY_FILE = '/run/comptoir/mesh.jwk';

const folder = onlyArgument('the folder to write to');
const stateFile = path.join(folder, 'state.json');
const state = readState(stateFile);
if (!state.demoSeeded) {
  const client = await openInternalClient({ gatewayUrl: gatewayInternalUrl, keyFile: KEY_FILE });
  const { locations, products } = await seedDemo({
    home: folder,
    client,
    report: ({ step, done, total }) => {
      if (done === total) process.stdout.write(`Seeded ${total} ${step}\n`);
    },
  });
  writeState(stateFile, { ...state, demoSeeded: true });
  process.stdout.write(`The demo chain has ${locations} locations and ${products} products\n`);
}
