import { expect, test } from '@jest/globals';
import { openWebhook } from './webhook.ts';

const post = (url: string, body: unknown) =>
  fetch(url, { method: 'POST', body: JSON.stringify(body), headers: { 'Content-Type': 'application/json' } });
const down = { alertname: 'ReplicaDown', service: 'stock', replica: '2' };

test('it remembers what it was told, by any of its labels, and since when', async () => {
  const webhook = await openWebhook();
  await post(webhook.url, { alerts: [{ status: 'firing', labels: down }] });
  const heard = (labels: Record<string, string>, since = 0) =>
    webhook.heard({ status: 'firing', labels, since }) !== undefined;

  const found = [
    heard({ alertname: 'ReplicaDown' }),
    heard({ service: 'stock', replica: '2' }),
    heard({ service: 'stock', replica: '1' }),
    heard({ alertname: 'ReplicaDown' }, Date.now() + 1000),
    webhook.heard({ status: 'resolved', labels: down, since: 0 }) !== undefined,
  ];
  webhook.close();

  expect(found).toEqual([true, true, false, false, false]);
});

test('what is no notification of Alertmanager is refused', async () => {
  const webhook = await openWebhook();

  const { status } = await post(webhook.url, { text: 'hello' });
  webhook.close();

  expect(status).toBe(400);
});
