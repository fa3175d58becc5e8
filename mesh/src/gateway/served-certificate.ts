import { mkdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { writeFileAtomically } from '../home/write-file.ts';
import { certificateEnd, type TlsFiles } from './certificate.ts';

/** What Nginx serves: copies of the operator's files, so that half a renewal is never read by a reload. */
export interface ServedCertificate {
  files: TlsFiles;
  end(): Date;
  /** Whether the operator's files are others than those served. */
  isRenewed(): boolean;
  /** Takes the operator's files; `apply` has Nginx read them. When either fails, the old ones stay, and the failure is thrown. */
  take(apply: () => Promise<void>): Promise<void>;
}

/** Copies the files into `folder`. Throws MeshError when Nginx could not serve with them. */
export function serveCertificate(tls: TlsFiles, folder: string): ServedCertificate {
  mkdirSync(folder, { recursive: true, mode: 0o700 });
  const named = (name: string): TlsFiles => ({
    certificate: path.join(folder, `${name}.pem`),
    key: path.join(folder, `${name}.key`),
  });
  const [copies, previous, candidate] = [named('served'), named('previous'), named('candidate')];
  certificateEnd(tls);
  copy(tls, copies);

  return {
    files: copies,
    end: () => certificateEnd(copies),
    isRenewed: () => contentOf(tls) !== contentOf(copies),
    take: async (apply) => {
      // What is checked is what is served: the operator's files may change in between.
      copy(tls, candidate);
      certificateEnd(candidate);
      copy(copies, previous);
      copy(candidate, copies);
      try {
        await apply();
      } catch (error) {
        copy(previous, copies);
        throw error;
      }
    },
  };
}

function copy(from: TlsFiles, to: TlsFiles): void {
  writeFileAtomically(to.certificate, readFileSync(from.certificate, 'utf8'));
  writeFileAtomically(to.key, readFileSync(from.key, 'utf8'));
}

const contentOf = ({ certificate, key }: TlsFiles): string =>
  [certificate, key].map((file) => readFileSync(file, 'utf8')).join('\n');
