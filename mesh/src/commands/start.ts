import { readSettings, type Settings } from '../home/settings.ts';
import { ensurePackages } from '../engines/index.ts';
import { refuseUnusable } from '../home/check-on-machine.ts';
import { makeHome } from '../home/make-home.ts';
import { MeshError } from '../mesh-error.ts';
import { ask, NotRunning } from '../control/client.ts';
import { statusSchema } from '../control/protocol.ts';
import { say } from '../terminal/say.ts';
import { parseWords } from './arguments.ts';
import { startDetached } from './start-detached.ts';
import { startInForeground } from './start-in-foreground.ts';
import { startFlags } from './start-options.ts';

/** `npm start`. */
export async function start(args: readonly string[]): Promise<void> {
  const { values } = parseWords(args, startFlags, { least: 0, most: 0 });
  const options = { settings: readSettings(), fresh: values.fresh, demo: !values['no-demo'] };
  await refuseSecondStart(options.settings);
  await refuseUnusable(options.settings);
  makeHome(options.settings.locations);
  await ensurePackages({ log: say });
  await (values.detach ? startDetached(options) : startInForeground(options));
}

async function refuseSecondStart({ locations }: Settings): Promise<void> {
  try {
    const status = statusSchema.parse(await ask(locations.controlSocket, { command: 'status' }));
    throw new MeshError(
      `Comptoir already runs in ${locations.home} (process ${status.launcher?.pid}, ${status.gateway}): npm stop ends it.`,
    );
  } catch (error) {
    if (!(error instanceof NotRunning)) throw error;
  }
}
