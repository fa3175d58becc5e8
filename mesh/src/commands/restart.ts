import { askMesh } from '../control/running-mesh.ts';
import { readSettings } from '../home/settings.ts';
import { listServices, serviceNamed } from '../plan/service-list.ts';
import { say } from '../terminal/say.ts';
import { parseWords } from './arguments.ts';

/** `restart sale`: one replica after the other. */
export async function restart(args: readonly string[]): Promise<void> {
  const { positionals } = parseWords(args, {}, { least: 1, most: 20 });
  const settings = readSettings();
  const services = listServices(settings.locations.services);
  for (const service of positionals) serviceNamed(services, service);
  for (const service of positionals) {
    await askMesh(settings, { command: 'restart', service }, say);
    say(`${service} was restarted.`);
  }
}
