import { sentenceFor } from '../mesh-error.ts';
import type { Mesh } from './context.ts';

const LOOK_EVERY_MS = 60_000;

/**
 * Has Nginx take a renewed certificate within a minute, without a request lost. What it cannot take is told once, tried
 * again each minute, and meanwhile the old one is served. Returns what ends the looking.
 */
export function followCertificate(
  { gateway, report }: { gateway: Pick<Mesh['gateway'], 'renewCertificate'>; report: Mesh['report'] },
  lookEveryMs = LOOK_EVERY_MS,
): () => void {
  let told: string | undefined;
  const look = async () => {
    try {
      if (await gateway.renewCertificate()) report('The gateway has taken the renewed certificate');
      told = undefined;
    } catch (error) {
      const sentence = sentenceFor(error);
      if (sentence !== told) report(`The renewed certificate is not served: ${sentence}`, 'error');
      told = sentence;
    }
  };
  const looking = setInterval(() => void look(), lookEveryMs).unref();
  return () => clearInterval(looking);
}
