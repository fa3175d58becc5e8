import { runningMesh } from '../control/running-mesh.ts';
import { dropDeadLetter, listDeadLetters, replayDeadLetter } from '../dead-letters/desks.ts';
import { letterLines } from '../dead-letters/letter-lines.ts';
import { readSettings } from '../home/settings.ts';
import { MeshError } from '../mesh-error.ts';
import { listServices, serviceNamed } from '../plan/service-list.ts';
import { openInternal } from '../seed/open-internal.ts';
import { say } from '../terminal/say.ts';
import { usage } from '../usage.ts';
import { parseWords } from './arguments.ts';

/** `dead-letters`, `dead-letters replay stock 1-2`, `dead-letters drop stock 1-2`. */
export async function deadLetters(args: readonly string[]): Promise<void> {
  const { positionals } = parseWords(args, {}, { least: 0, most: 3 });
  const [what, service, id] = positionals;
  if (what !== undefined && (!['replay', 'drop'].includes(what) || service === undefined || id === undefined))
    throw new MeshError(`Write dead-letters, or dead-letters replay <service> <id>, or drop.\n\n${usage}`);

  const settings = readSettings();
  const services = listServices(settings.locations.services);
  if (service !== undefined) serviceNamed(services, service);
  const send = await openInternal(await runningMesh(settings));
  if (service === undefined || id === undefined) {
    const names = services.map(({ name }) => name);
    for (const line of letterLines(await listDeadLetters(send, names))) say(line);
  } else if (what === 'replay') {
    const outcome = await replayDeadLetter(send, service, id);
    say(
      outcome === 'applied'
        ? 'It has taken effect now.'
        : 'It had taken effect before; nothing was done twice.',
    );
  } else {
    await dropDeadLetter(send, service, id);
    say('It is given up: it will never take effect.');
  }
}
