import { readFileSync } from 'node:fs';
import path from 'node:path';
import { parse, stringify } from 'yaml';
import { z } from 'zod';

const configuration = z.looseObject({ receivers: z.array(z.strictObject({ name: z.string() })) });
const webhookAddress = z.url({
  protocol: /^https?$/,
  error: 'the webhook of alerts must be an http address',
});

/**
 * monitoring/alertmanager.yml with a webhook for each receiver. The address may hold a secret: what comes back belongs
 * into a file that only Alertmanager reads. Distributions still carry 0.25, which reads no `url_file`.
 */
export function alertmanagerConfiguration(webhookUrl: string | undefined): string {
  const text = readFileSync(path.join(import.meta.dirname, '../alertmanager.yml'), 'utf8');
  if (webhookUrl === undefined) return text;

  const url = webhookAddress.parse(webhookUrl);
  const { receivers, ...rest } = configuration.parse(parse(text));
  const reached = receivers.map(({ name }) => ({ name, webhook_configs: [{ url, send_resolved: true }] }));
  return stringify({ ...rest, receivers: reached });
}

/** The address from the environment: itself, or the file that holds it; none when neither is set. */
export function configuredWebhook(env: Readonly<Record<string, string | undefined>>): string | undefined {
  const { ALERT_WEBHOOK_URL: url = '', ALERT_WEBHOOK_URL_FILE: file = '' } = env;
  if (url !== '') return url;
  return file === '' ? undefined : readFileSync(file, 'utf8').trim();
}
