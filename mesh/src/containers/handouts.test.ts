import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterEach, expect, test } from '@jest/globals';
import { openSecrets } from '../home/secrets.ts';
import { handoutsOf } from './handouts.ts';

const folder = mkdtempSync(path.join(tmpdir(), 'comptoir-handouts-'));
afterEach(() => {
  rmSync(folder, { recursive: true, force: true });
});

test('nobody is handed a secret of somebody else', async () => {
  const services = ['auth', 'stock'];
  const secrets = await openSecrets(folder, services);
  const { passwords } = secrets;

  const handouts = handoutsOf(secrets, services, {
    grafanaPassword: 'grafana-secret',
    webhookUrl: 'https://example.org/hook',
  });

  const told = (name: string) => JSON.stringify(handouts.find((handout) => handout.folder === name)?.files);
  expect(told('stock')).toContain(
    `DATABASE_URL=mysql://stock:${passwords.services['stock']}@mariadb:3306/stock`,
  );
  expect(told('auth')).toContain(`AUTH_KEY_SECRET=${passwords.authKeySecret}`);
  for (const foreign of [passwords.mariadbRoot, passwords.services['auth'], passwords.authKeySecret]) {
    expect(foreign).toBeTruthy();
    expect(told('stock')).not.toContain(foreign);
  }
  for (const name of ['redis-cache', 'redis-data', 'redis-exporter', 'seed', 'grafana', 'alertmanager']) {
    expect(told(name)).not.toContain(passwords.mariadbRoot);
  }
  expect(told('alertmanager')).toContain('https://example.org/hook');
  expect(told('mariadb-exporter')).toContain(passwords.exporter);
  expect(told('mariadb-exporter')).not.toContain(passwords.mariadbRoot);
  const privateKeys = handouts.filter(({ files }) => JSON.stringify(files).includes('\\"d\\":'));
  expect(privateKeys.map((handout) => handout.folder)).toEqual(['auth', 'stock', 'seed']);
});
