import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterEach, beforeEach, expect, test } from '@jest/globals';
import { writeCertificate } from '../gateway/test/certificates.ts';
import { until } from '../gateway/test/nginx.ts';
import { readSettings } from '../home/settings.ts';
import { MeshError } from '../mesh-error.ts';
import type { Gateway } from './gateway.ts';
import { followCertificate } from './follow-certificate.ts';

let folder: string;
beforeEach(() => {
  folder = mkdtempSync(path.join(tmpdir(), 'comptoir-follow-'));
});
afterEach(() => rmSync(folder, { recursive: true }));

async function followed(apply: () => Promise<void>) {
  const { certificate, key } = await writeCertificate(folder);
  const said: string[] = [];
  const stop = followCertificate(
    {
      settings: { ...readSettings({}), tls: { certificate, key } },
      gateway: { apply } as Gateway,
      report: (message, level) => said.push(`${level}: ${message}`),
    },
    20,
  );
  return { said, stop };
}

test('a renewed certificate is taken', async () => {
  let applied = 0;
  const { said, stop } = await followed(() => {
    applied += 1;
    return Promise.resolve();
  });

  await writeCertificate(folder);
  await until(() => said.length === 2);
  stop();

  expect(applied).toBe(2);
  expect(new Set(said)).toEqual(new Set(['info: The gateway has taken the renewed certificate']));
});

test('one that Nginx refuses is told of', async () => {
  const { said, stop } = await followed(() => Promise.reject(new MeshError('Nginx refuses it.')));

  await writeCertificate(folder);
  await until(() => said.length > 0);
  stop();

  expect(said[0]).toBe('error: Nginx refuses it.');
});
