import { openInternalClient } from '../seed/internal-client.ts';
import { seedDemo } from '../seed/seed-demo.ts';
import type { Mesh } from './context.ts';

/** Fills the mesh with the demo chain, once in the life of its data. */
export async function seedOnce({ settings, secrets, fixedPorts, state, report }: Mesh): Promise<void> {
  if (state.get().demoSeeded) return;
  report('The demo chain is being seeded');
  const client = await openInternalClient({
    gatewayUrl: `http://127.0.0.1:${fixedPorts.gatewayInternal}`,
    keyFile: secrets.keys.fileOf('mesh'),
  });
  const seeded = await seedDemo({
    home: settings.locations.home,
    client,
    report: ({ step, done, total }) => {
      if (done === total) report(`Seeded ${total} ${step}`);
    },
  });
  state.update({ demoSeeded: true });
  report(`The demo chain has ${seeded.locations} locations and ${seeded.products} products`);
}
