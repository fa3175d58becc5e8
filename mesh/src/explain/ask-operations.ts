import { randomBytes } from 'node:crypto';
import { setTimeout as wait } from 'node:timers/promises';
import type { Explanation } from '@comptoir/contracts/http/explanation';
import { explanation } from '@comptoir/contracts/http/explanation';
import { MeshError } from '../mesh-error.ts';
import { InternalCallFailed } from '../seed/internal-call-failed.ts';
import type { MeshAddress } from '../seed/internal-client.ts';
import { sendInternal } from '../seed/internal-send.ts';
import { createServiceTokens, readServiceKey } from '../seed/service-token.ts';

/** What operations knows of a reference. Throws MeshError when that is nothing. */
export async function askOperations(
  { gatewayUrl, keyFile }: MeshAddress,
  reference: string,
): Promise<Explanation> {
  const tokens = createServiceTokens(await readServiceKey(keyFile), () => new Date());
  const traceparent = `00-${randomBytes(16).toString('hex')}-${randomBytes(8).toString('hex')}-00`;
  const path = `/internal/explanations/${reference}`;
  try {
    const answer = await sendInternal(
      { method: 'GET', service: 'operations', path },
      { gatewayUrl, tokens, traceparent, pause: (milliseconds) => wait(milliseconds) },
    );
    return explanation.parse(answer);
  } catch (error) {
    if (!(error instanceof InternalCallFailed) || error.status !== 404) throw error;
    throw new MeshError(`Nothing is known of ${reference}: no sale has it, and no log that is kept does.`, {
      cause: error,
    });
  }
}
