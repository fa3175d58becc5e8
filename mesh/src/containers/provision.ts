/** `node mesh/src/containers/provision.ts <passwords.json>`: makes schemas with their users, and the account of the exporter. */
import { readFileSync } from 'node:fs';
import { z } from 'zod';
import { provisionExporter, provisionSchema } from '../engines/index.ts';
import { readSettings } from '../home/settings.ts';
import { MeshError } from '../mesh-error.ts';
import { listServices } from '../plan/service-list.ts';
import { mariadbAddress } from './addresses.ts';
import { onlyArgument } from './only-argument.ts';

const passwordsSchema = z.object({
  mariadbRoot: z.string(),
  exporter: z.string(),
  services: z.record(z.string(), z.string()),
});

const file = onlyArgument('the file with the passwords');
const { mariadbRoot, exporter, services } = passwordsSchema.parse(JSON.parse(readFileSync(file, 'utf8')));

for (const { name, migrations } of listServices(readSettings().locations.services)) {
  if (migrations === undefined) continue;
  const password = services[name];
  if (password === undefined) throw new MeshError(`${file} has no password for ${name}.`);
  const admin = { ...mariadbAddress, password: mariadbRoot };
  await provisionSchema({ admin, schema: name, user: name, password });
  process.stdout.write(`${name} has its schema\n`);
}
await provisionExporter({ ...mariadbAddress, password: mariadbRoot }, exporter);
