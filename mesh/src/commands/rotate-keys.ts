import { rotatedKey } from '@comptoir/contracts/http/auth';
import { runningMesh } from '../control/running-mesh.ts';
import { readSettings } from '../home/settings.ts';
import { openInternal } from '../seed/open-internal.ts';
import { say } from '../terminal/say.ts';
import { parseWords } from './arguments.ts';

/** `rotate-keys`: a new key for the tokens of people. The old one is believed until the last token it signed has expired. */
export async function rotateKeys(args: readonly string[]): Promise<void> {
  parseWords(args, {}, { least: 0, most: 0 });
  const send = await openInternal(await runningMesh(readSettings()));
  const answer = await send({ method: 'POST', service: 'auth', path: '/internal/signing-keys/rotate' });
  say(`A new key signs from ${rotatedKey.parse(answer).signsFrom} on; nobody is signed out.`);
}
