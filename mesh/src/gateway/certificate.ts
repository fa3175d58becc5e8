import { X509Certificate, createPrivateKey } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { MeshError } from '../mesh-error.ts';
import { errorMessage } from '../thrown.ts';

/** PEM files, absolute paths: the certificate with those that lead to a root behind it, and its private key. */
export interface TlsFiles {
  certificate: string;
  key: string;
}

/** When the certificate ends. Throws MeshError when Nginx could not serve with these files. */
export function certificateEnd({ certificate, key }: TlsFiles): Date {
  const parsed = parsedOr('COMPTOIR_TLS_CERTIFICATE', certificate, (pem) => new X509Certificate(pem));
  const secret = parsedOr('COMPTOIR_TLS_KEY', key, createPrivateKey);
  if (!parsed.checkPrivateKey(secret))
    throw new MeshError(`The key in ${key} is not the one of the certificate in ${certificate}.`);
  return parsed.validToDate;
}

function parsedOr<T>(setting: string, file: string, parse: (pem: Buffer) => T): T {
  try {
    return parse(readFileSync(file));
  } catch (cause) {
    throw new MeshError(`${setting} names ${file}, which cannot be used: ${errorMessage(cause)}.`, { cause });
  }
}
