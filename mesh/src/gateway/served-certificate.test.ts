import { copyFileSync, mkdirSync, mkdtempSync, readFileSync, rmSync, statSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterEach, beforeEach, expect, test } from '@jest/globals';
import { serveCertificate } from './served-certificate.ts';
import { writeCertificate } from './test/certificates.ts';

let folder: string;
let own: string;
beforeEach(() => {
  folder = mkdtempSync(path.join(tmpdir(), 'comptoir-served-'));
  own = path.join(folder, 'own');
  mkdirSync(own);
});
afterEach(() => rmSync(folder, { recursive: true }));

const LATER = new Date('2031-05-06T07:08:09Z');
const taken = () => Promise.resolve();

async function served() {
  const tls = await writeCertificate(folder);
  const certificate = serveCertificate(tls, own);
  return { ...certificate, pem: () => readFileSync(certificate.files.certificate, 'utf8') };
}

test('what is served is a copy that nobody else may read', async () => {
  const { files, renew } = await served();

  expect([files.certificate, files.key].map((file) => statSync(file).mode & 0o777)).toEqual([0o600, 0o600]);
  expect(path.dirname(files.key)).toBe(own);
  expect(await renew(taken)).toBe(false);
});

test('a renewed certificate is noticed, and served once it was applied', async () => {
  const { renew, pem, end } = await served();
  const renewed = await writeCertificate(folder, { endsAt: LATER });

  const noticed = await renew(taken);

  expect(noticed).toBe(true);
  expect(pem()).toBe(renewed.pem);
  expect(end()).toEqual(LATER);
  expect(await renew(taken)).toBe(false);
});

test('half of a renewal is refused, and the old one stays', async () => {
  const { renew, pem, end } = await served();
  const [before, endsAt] = [pem(), end()];
  const other = await writeCertificate(folder, { name: 'other' });
  const shop = await writeCertificate(folder, { endsAt: LATER });
  copyFileSync(other.key, shop.key);

  await expect(renew(taken)).rejects.toThrow('is not the one of the certificate');

  expect(pem()).toBe(before);
  expect(end()).toEqual(endsAt);
  await expect(renew(taken)).rejects.toThrow('is not the one of the certificate');
});

test('what Nginx refuses is taken back', async () => {
  const { renew, pem } = await served();
  const before = pem();
  await writeCertificate(folder, { endsAt: LATER });

  const refused = renew(() => Promise.reject(new Error('Nginx refuses it')));
  await expect(refused).rejects.toThrow('Nginx refuses it');

  expect(pem()).toBe(before);
  expect(await renew(taken)).toBe(true);
});
