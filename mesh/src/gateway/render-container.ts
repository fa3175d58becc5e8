/** `node mesh/src/gateway/render-container.ts <folder>`: writes the configuration the gateway's container starts with. */
import { readSettings } from '../home/settings.ts';
import { listServices } from '../plan/service-list.ts';
import { containerPlan } from './container-plan.ts';
import { writeGateway } from './write-gateway.ts';

const settings = readSettings();
const services = listServices(settings.locations.services).map(({ name }) => name);
const [folder] = process.argv.slice(2);
if (folder === undefined) {
  process.stderr.write('Say the folder to write to: node mesh/src/gateway/render-container.ts <folder>\n');
  process.exitCode = 64;
} else {
  writeGateway(containerPlan(services, settings), folder);
}
