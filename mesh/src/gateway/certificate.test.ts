import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { readCertificate } from './certificate.ts';
import { writeCertificate } from './test/certificates.ts';

let folder: string;
beforeAll(() => {
  folder = mkdtempSync(path.join(tmpdir(), 'comptoir-certificate-'));
});
afterAll(() => rmSync(folder, { recursive: true }));

test('a certificate and its key: when it ends, to the second', async () => {
  const endsAt = new Date('2031-05-06T07:08:09Z');

  expect(readCertificate(await writeCertificate(folder, { endsAt })).end).toEqual(endsAt);
});

test('what cannot serve is refused with the file that is wrong', async () => {
  const [shop, other] = [await writeCertificate(folder), await writeCertificate(folder, { name: 'other' })];
  const garbage = path.join(folder, 'garbage.pem');
  writeFileSync(garbage, 'not a certificate');
  const nowhere = path.join(folder, 'nowhere.pem');

  expect(() => readCertificate({ ...shop, key: other.key })).toThrow(
    `The key in ${other.key} is not the one of the certificate in ${shop.certificate}.`,
  );
  expect(() => readCertificate({ ...shop, certificate: garbage })).toThrow(
    `COMPTOIR_TLS_CERTIFICATE names ${garbage}, which cannot be used`,
  );
  expect(() => readCertificate({ ...shop, key: nowhere })).toThrow(
    `COMPTOIR_TLS_KEY names ${nowhere}, which cannot be used: ENOENT`,
  );
});
