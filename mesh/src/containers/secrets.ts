/**
 * `node mesh/src/containers/secrets.ts <folder>`: makes every password and key of this mesh, once, and hands each
 * container its own share in a sub-folder. The originals stay in `made`, which no other container mounts.
 */
import { randomBytes } from 'node:crypto';
import { existsSync, mkdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { configuredWebhook } from '../../../monitoring/alertmanager/configuration.ts';
import { openSecrets } from '../home/secrets.ts';
import { readSettings } from '../home/settings.ts';
import { listServices } from '../plan/service-list.ts';
import { handOut } from './hand-out.ts';
import { handoutsOf } from './handouts.ts';
import { onlyArgument } from './only-argument.ts';

const folder = onlyArgument('the folder to write to');
const settings = readSettings();
const services = listServices(settings.locations.services).map(({ name }) => name);

const made = path.join(folder, 'made');
mkdirSync(made, { recursive: true, mode: 0o700 });
const secrets = await openSecrets(made, services);

const grafana = path.join(folder, 'grafana', 'admin-password');
const grafanaPassword = existsSync(grafana)
  ? readFileSync(grafana, 'utf8')
  : randomBytes(24).toString('base64url');

handOut(
  folder,
  handoutsOf(secrets, services, { grafanaPassword, webhookUrl: configuredWebhook(settings.alertWebhook) }),
);
process.stdout.write(`Secrets of ${services.length} services and of the engines are in place\n`);
