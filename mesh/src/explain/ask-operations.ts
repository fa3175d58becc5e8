import type { Explanation } from '@comptoir/contracts/http/explanation';
import { explanation } from '@comptoir/contracts/http/explanation';
import { MeshError } from '../mesh-error.ts';
import { InternalCallFailed } from '../seed/internal-call-failed.ts';
import { openInternal, type MeshAddress } from '../seed/open-internal.ts';

/** What operations knows of a reference. Throws MeshError when that is nothing. */
export async function askOperations(address: MeshAddress, reference: string): Promise<Explanation> {
  // Not kept: whoever asks for a story should not become part of it.
  const send = await openInternal(address, { kept: false });
  const path = `/internal/explanations/${reference}`;
  try {
    return explanation.parse(await send({ method: 'GET', service: 'operations', path }));
  } catch (error) {
    if (!(error instanceof InternalCallFailed) || error.status !== 404) throw error;
    throw new MeshError(`Nothing is known of ${reference}: no sale has it, and no log that is kept does.`, {
      cause: error,
    });
  }
}
