import { writeFileSync } from 'node:fs';
import path from 'node:path';
import { generate } from 'selfsigned';
import type { TlsFiles } from '../certificate.ts';

export const SHOP = 'shop.example';

/** A certificate for `shop.example` that signs itself, and its key, as files in `folder`. */
export async function writeCertificate(
  folder: string,
  { name = 'shop', endsAt = new Date(Date.now() + 86_400_000) } = {},
): Promise<TlsFiles & { pem: string }> {
  const made = await generate([{ name: 'commonName', value: SHOP }], {
    keyType: 'ec',
    notBeforeDate: new Date(endsAt.getTime() - 7 * 86_400_000),
    notAfterDate: endsAt,
    extensions: [{ name: 'subjectAltName', altNames: [{ type: 2, value: SHOP }] }],
  });
  const files = { certificate: path.join(folder, `${name}.pem`), key: path.join(folder, `${name}.key`) };
  writeFileSync(files.certificate, made.cert);
  writeFileSync(files.key, made.private, { mode: 0o600 });
  return { ...files, pem: made.cert };
}
