import { spawnSync } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterAll, expect, test } from '@jest/globals';
import { parse } from 'yaml';
import { alertmanagerConfiguration, configuredWebhook } from '../alertmanager/configuration.ts';

const webhook = 'http://127.0.0.1:9/alerts?token=x';
const scratch = mkdtempSync(path.join(tmpdir(), 'comptoir-alertmanager-'));
afterAll(() => {
  rmSync(scratch, { recursive: true });
});

function amtool(configuration: string, ...args: string[]) {
  const file = path.join(scratch, 'alertmanager.yml');
  writeFileSync(file, configuration);
  const flags = args[0] === 'check-config' ? [file] : [`--config.file=${file}`];
  const { status, stdout } = spawnSync('amtool', [...args, ...flags], { encoding: 'utf8' });
  return { status, output: stdout.trim() };
}

test.each([undefined, webhook])('Alertmanager takes the configuration with the webhook %s', (url) => {
  expect(amtool(alertmanagerConfiguration(url), 'check-config')).toEqual({
    status: 0,
    output: expect.stringContaining('2 receivers'),
  });
});

test.each([
  ['severity=page', 'page'],
  ['severity=ticket', 'ticket'],
  ['alertname=OfAnotherSeverity', 'ticket'],
])('what has the label %s goes to %s', (label, receiver) => {
  const routed = amtool(alertmanagerConfiguration(webhook), 'config', 'routes', 'test', label);

  expect(routed).toEqual({ status: 0, output: receiver });
});

test('each receiver posts to the webhook, also that it is over; without one nobody is told', () => {
  const sent = [{ url: webhook, send_resolved: true }];

  expect(parse(alertmanagerConfiguration(webhook))).toMatchObject({
    route: { group_by: ['alertname', 'service'] },
    receivers: [
      { name: 'page', webhook_configs: sent },
      { name: 'ticket', webhook_configs: sent },
    ],
  });
  expect(parse(alertmanagerConfiguration(undefined))).toMatchObject({
    receivers: [{ name: 'page' }, { name: 'ticket' }],
  });
});

test('the address is given or in a file, and must be one', () => {
  const file = path.join(scratch, 'webhook');
  writeFileSync(file, `${webhook}\n`);

  expect(configuredWebhook({ url: '', file: '' })).toBeUndefined();
  expect(configuredWebhook({ url: webhook, file: '' })).toBe(webhook);
  expect(configuredWebhook({ url: '', file })).toBe(webhook);
  expect(() => configuredWebhook({ url: 'file:///etc/passwd', file: '' })).toThrow(
    'ALERT_WEBHOOK_URL is no http address',
  );
});
