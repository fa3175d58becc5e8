import path from 'node:path';
import { migrateService } from './migrate.ts';

/** `node migrate-cli.ts services/stock` with DATABASE_URL set: what a container runs once before the replicas start. */
const [serviceFolder] = process.argv.slice(2);
const databaseUrl = process.env['DATABASE_URL'];
if (serviceFolder === undefined || databaseUrl === undefined) {
  process.stderr.write('usage: DATABASE_URL=mysql://… node migrate-cli.ts services/<name>\n');
  process.exitCode = 2;
} else {
  const folder = path.resolve(serviceFolder);
  const applied = await migrateService({ databaseUrl, directory: path.join(folder, 'migrations') });
  process.stdout.write(`${path.basename(folder)}: ${applied.length} migrations applied\n`);
}
