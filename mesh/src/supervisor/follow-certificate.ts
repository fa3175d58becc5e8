import { unwatchFile, watchFile } from 'node:fs';
import { sentenceFor } from '../mesh-error.ts';
import type { Mesh } from './context.ts';

const LOOK_EVERY_MS = 60_000;

/** Has Nginx take a renewed certificate within a minute, without a request lost. Returns what ends the looking. */
export function followCertificate(
  { settings: { tls }, gateway, report }: Pick<Mesh, 'settings' | 'gateway' | 'report'>,
  lookEveryMs = LOOK_EVERY_MS,
): () => void {
  if (tls === undefined) return () => undefined;
  const renewed = () => {
    gateway.apply().then(
      () => report('The gateway has taken the renewed certificate', 'info'),
      (error: unknown) => report(sentenceFor(error), 'error'),
    );
  };
  // By looking, not by events: whoever renews it replaces the file, or a link on the way to it.
  // Both: between the one and the other they do not fit, and Nginx keeps the old ones.
  const files = [tls.certificate, tls.key];
  for (const file of files) watchFile(file, { interval: lookEveryMs, persistent: false }, renewed);
  return () => {
    for (const file of files) unwatchFile(file, renewed);
  };
}
