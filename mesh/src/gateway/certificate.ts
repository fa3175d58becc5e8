import { X509Certificate, createPrivateKey } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { MeshError } from '../mesh-error.ts';
import { errorMessage } from '../thrown.ts';

/** PEM files, absolute paths: the certificate with those that lead to a root behind it, and its private key. */
export interface TlsFiles {
  certificate: string;
  key: string;
}

export interface Certificate {
  /** What is in the files. */
  pem: TlsFiles;
  end: Date;
}

/** Reads and checks both. Throws MeshError when Nginx could not serve with these files. */
export function readCertificate({ certificate, key }: TlsFiles): Certificate {
  const [pem, parsed] = parsedOr(
    'COMPTOIR_TLS_CERTIFICATE',
    certificate,
    (text) => new X509Certificate(text),
  );
  const [keyPem, secret] = parsedOr('COMPTOIR_TLS_KEY', key, createPrivateKey);
  if (!parsed.checkPrivateKey(secret))
    throw new MeshError(`The key in ${key} is not the one of the certificate in ${certificate}.`);
  return { pem: { certificate: pem, key: keyPem }, end: parsed.validToDate };
}

function parsedOr<T>(setting: string, file: string, parse: (pem: string) => T): [string, T] {
  try {
    const pem = readFileSync(file, 'utf8');
    return [pem, parse(pem)];
  } catch (cause) {
    throw new MeshError(`${setting} names ${file}, which cannot be used: ${errorMessage(cause)}.`, { cause });
  }
}
