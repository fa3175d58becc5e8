import { randomBytes } from 'node:crypto';
import { setTimeout as pause } from 'node:timers/promises';
import { rotatedKey } from '@comptoir/contracts/http/auth';
import { runningMesh } from '../control/running-mesh.ts';
import { readSettings } from '../home/settings.ts';
import { sendInternal } from '../seed/internal-send.ts';
import { createServiceTokens, readServiceKey } from '../seed/service-token.ts';
import { say } from '../terminal/say.ts';
import { parseWords } from './arguments.ts';

/** `rotate-keys`: a new key for the tokens of people. The old one is believed until the last token it signed has expired. */
export async function rotateKeys(args: readonly string[]): Promise<void> {
  parseWords(args, {}, { least: 0, most: 0 });
  const { gatewayUrl, keyFile } = await runningMesh(readSettings());
  const answer = await sendInternal(
    { method: 'POST', service: 'auth', path: '/internal/signing-keys/rotate' },
    {
      gatewayUrl,
      tokens: createServiceTokens(await readServiceKey(keyFile), () => new Date()),
      traceparent: `00-${randomBytes(16).toString('hex')}-${randomBytes(8).toString('hex')}-01`,
      pause,
    },
  );
  say(`A new key signs from ${rotatedKey.parse(answer).signsFrom} on; nobody is signed out.`);
}
