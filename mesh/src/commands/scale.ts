import { askMesh } from '../control/running-mesh.ts';
import { readSettings } from '../home/settings.ts';
import { MeshError } from '../mesh-error.ts';
import { listServices, refuseReplicas, serviceNamed } from '../plan/service-list.ts';
import { say } from '../terminal/say.ts';
import { usage } from '../usage.ts';
import { parseWords } from './arguments.ts';

/** `scale product=4`, or several services at once. */
export async function scale(args: readonly string[]): Promise<void> {
  const { positionals } = parseWords(args, {}, { least: 1, most: 20 });
  const wishes = positionals.map(parseWish);
  const settings = readSettings();
  const services = listServices(settings.locations.services);
  // All are looked at before the first is carried out.
  for (const { service, replicas } of wishes) refuseReplicas(serviceNamed(services, service), replicas);
  for (const { service, replicas } of wishes) {
    await askMesh(settings, { command: 'scale', service, replicas }, say);
    say(`${service} has ${replicas} replica${replicas === 1 ? '' : 's'}.`);
  }
}

/** `product=4` in its parts. Throws MeshError for anything else. */
export function parseWish(text: string): { service: string; replicas: number } {
  const [, service, replicas] = /^([^=\s]+)=(\d{1,3})$/.exec(text) ?? [];
  if (service === undefined)
    throw new MeshError(`Write <service>=<replicas>, like product=4, not "${text}".\n\n${usage}`);
  return { service, replicas: Number(replicas) };
}
