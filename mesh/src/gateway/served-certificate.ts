import { mkdirSync } from 'node:fs';
import path from 'node:path';
import { writeFileAtomically } from '../home/write-file.ts';
import { readCertificate, type Certificate, type TlsFiles } from './certificate.ts';

/** What Nginx serves: copies of the operator's files, so that half a renewal is never read by a reload. */
export interface ServedCertificate {
  files: TlsFiles;
  end(): Date;
  /**
   * Takes what the operator's files are now; `apply` has Nginx read it. False when they are those that are served. When it
   * fails the old ones stay, and the failure is thrown.
   */
  renew(apply: () => Promise<void>): Promise<boolean>;
}

/** Copies the files into `folder`. Throws MeshError when Nginx could not serve with them. */
export function serveCertificate(tls: TlsFiles, folder: string): ServedCertificate {
  const files = { certificate: path.join(folder, 'served.pem'), key: path.join(folder, 'served.key') };
  const write = ({ pem }: Certificate) => {
    writeFileAtomically(files.certificate, pem.certificate);
    writeFileAtomically(files.key, pem.key);
  };
  mkdirSync(folder, { recursive: true, mode: 0o700 });
  let served = readCertificate(tls);
  write(served);

  return {
    files,
    end: () => served.end,
    renew: async (apply) => {
      const renewed = readCertificate(tls);
      if (renewed.pem.certificate === served.pem.certificate && renewed.pem.key === served.pem.key)
        return false;
      try {
        write(renewed);
        await apply();
      } catch (error) {
        write(served);
        throw error;
      }
      served = renewed;
      return true;
    },
  };
}
