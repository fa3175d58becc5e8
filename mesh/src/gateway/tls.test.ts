import { mkdtempSync, rmSync } from 'node:fs';
import { request, type RequestOptions } from 'node:https';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { ask } from './test/ask.ts';
import { SHOP, writeCertificate } from './test/certificates.ts';
import { startGateway, type RunningGateway } from './test/nginx.ts';

let folder: string;
let gateway: RunningGateway;
let pem: string;
beforeAll(async () => {
  folder = mkdtempSync(path.join(tmpdir(), 'comptoir-tls-'));
  const { pem: text, ...tls } = await writeCertificate(folder);
  pem = text;
  gateway = await startGateway({ tls });
});
afterAll(async () => {
  await gateway.stop();
  rmSync(folder, { recursive: true });
});

/** As a browser that trusts the certificate; rejects when there is no TLS to be had. */
const askByTls = (options: RequestOptions = {}) =>
  new Promise<{ status: number | undefined; header(name: string): string | undefined }>((resolve, reject) => {
    const { port } = new URL(gateway.url);
    request({ host: '127.0.0.1', port, path: '/health', servername: SHOP, ca: pem, agent: false, ...options })
      .on('response', (response) => {
        response.resume();
        const { statusCode: status, headersDistinct } = response;
        resolve({ status, header: (name) => headersDistinct[name]?.[0] });
      })
      .on('error', reject)
      .end();
  });

test('the shop is served by TLS, and browsers are told to come by nothing else', async () => {
  const { status, header } = await askByTls();

  expect(status).toBe(200);
  expect(header('strict-transport-security')).toBe('max-age=2592000');
});

test('who comes without TLS is sent to the same address with it, body and method kept', async () => {
  const { port } = new URL(gateway.url);

  const answer = await ask(gateway.url, '/api/products?page=2', { headers: { Host: `${SHOP}:${port}` } });

  expect(answer.status).toBe(308);
  expect(answer.header('Location')).toBe(`https://${SHOP}:${port}/api/products?page=2`);
});

test('what is older than TLS 1.2 is refused', async () => {
  const old = askByTls({ minVersion: 'TLSv1', maxVersion: 'TLSv1.1', ciphers: 'DEFAULT@SECLEVEL=0' });

  await expect(old).rejects.toThrow(/alert protocol version|unsupported protocol/);
});

test('without a certificate nothing is said of TLS', async () => {
  const plain = await startGateway({});

  const answer = await ask(plain.url, '/health');
  await plain.stop();

  expect(answer.status).toBe(200);
  expect(answer.header('Strict-Transport-Security')).toBeUndefined();
});
