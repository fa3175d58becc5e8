import { readFileSync } from 'node:fs';
import path from 'node:path';
import { parse, stringify } from 'yaml';
import { z } from 'zod';

const configuration = z.looseObject({ receivers: z.array(z.strictObject({ name: z.string() })) });
const webhookAddress = z.url({ protocol: /^https?$/ });

/**
 * monitoring/alertmanager.yml with a webhook for each receiver. The address may hold a secret: what comes back belongs
 * into a file that only Alertmanager reads. Distributions still carry 0.25, which reads no `url_file`.
 */
export function alertmanagerConfiguration(webhookUrl: string | undefined): string {
  const text = readFileSync(path.join(import.meta.dirname, '../alertmanager.yml'), 'utf8');
  if (webhookUrl === undefined) return text;

  const { receivers, ...rest } = configuration.parse(parse(text));
  const reached = receivers.map(({ name }) => ({
    name,
    webhook_configs: [{ url: webhookUrl, send_resolved: true }],
  }));
  return stringify({ ...rest, receivers: reached });
}

/** Where the address of the webhook is to be found: itself, or in a file; both may be empty. */
export interface WebhookSource {
  url: string;
  file: string;
}

/** The address; undefined when none is configured. Throws when it is no http address, without repeating it. */
export function configuredWebhook({ url, file }: WebhookSource): string | undefined {
  if (url === '' && file === '') return undefined;
  const address = url === '' ? readFileSync(file, 'utf8').trim() : url;
  if (webhookAddress.safeParse(address).success) return address;
  throw new Error(`${url === '' ? `what ${file} holds` : 'ALERT_WEBHOOK_URL'} is no http address`);
}
