import { ask } from '../control/client.ts';
import { readSettings } from '../home/settings.ts';
import { say } from '../terminal/say.ts';
import { parseWords } from './arguments.ts';

/** `restart sale`: one replica after the other. */
export async function restart(args: readonly string[]): Promise<void> {
  const { positionals } = parseWords(args, {}, { least: 1, most: 20 });
  const { locations } = readSettings();
  for (const service of positionals) {
    await ask(locations.controlSocket, { command: 'restart', service }, say);
    say(`${service} was restarted.`);
  }
}
