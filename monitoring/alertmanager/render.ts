/** `node monitoring/alertmanager/render.ts > …`: Alertmanager's configuration with the webhook of the environment. */
import process from 'node:process';
import { alertmanagerConfiguration, configuredWebhook } from './configuration.ts';

process.stdout.write(alertmanagerConfiguration(configuredWebhook(process.env)));
