/** `node monitoring/grafana/generate.ts`: writes the dashboards that packages/panels describes. */
import { writeFile } from 'node:fs/promises';
import path from 'node:path';
import { dashboardFiles } from './dashboards.ts';

for (const [name, text] of await dashboardFiles()) {
  await writeFile(path.join(import.meta.dirname, 'dashboards', name), text);
}
