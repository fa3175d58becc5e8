import { randomBytes } from 'node:crypto';
import { setTimeout as wait } from 'node:timers/promises';
import { sendInternal, type InternalRequest, type SendOptions } from './internal-send.ts';
import { createServiceTokens, readServiceKey } from './service-token.ts';

export interface MeshAddress {
  /** The gateway's internal listener, like `http://127.0.0.1:18080`. */
  gatewayUrl: string;
  /** Private key file (JWK) of `mesh`. */
  keyFile: string;
}

export type Send = (request: InternalRequest) => Promise<unknown>;

/** What speaks as the key's owner, in one trace that is kept unless told otherwise. Throws InternalCallFailed when a service refuses. */
export async function openInternal(
  { gatewayUrl, keyFile }: MeshAddress,
  {
    pause = (milliseconds) => wait(milliseconds),
    kept = true,
  }: { pause?: SendOptions['pause']; kept?: boolean } = {},
): Promise<Send> {
  const tokens = createServiceTokens(await readServiceKey(keyFile), () => new Date());
  const ids = `${randomBytes(16).toString('hex')}-${randomBytes(8).toString('hex')}`;
  const traceparent = `00-${ids}-${kept ? '01' : '00'}`;
  return (request) => sendInternal(request, { gatewayUrl, tokens, traceparent, pause });
}
