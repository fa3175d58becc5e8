import { setTimeout as delay } from 'node:timers/promises';
import { ask, NotRunning } from '../control/client.ts';
import { existsSync } from 'node:fs';
import { claimHome } from '../home/lock.ts';
import { readSettings, type Settings } from '../home/settings.ts';
import { readState, writeState } from '../home/state-file.ts';
import { MeshError } from '../mesh-error.ts';
import { isAlive, type Identity } from '../processes/process-table.ts';
import { findLeftovers, stopLeftovers } from '../supervisor/leftovers.ts';
import { say } from '../terminal/say.ts';
import { parseWords } from './arguments.ts';

const PATIENCE_MS = 60_000;

/** `npm stop`: ends everything, also what a killed launcher has left. Says so when it takes too long. */
export async function stop(args: readonly string[]): Promise<void> {
  parseWords(args, {}, { least: 0, most: 0 });
  const settings = readSettings();
  const { supervisor } = readState(settings.locations.state);
  try {
    await ask(settings.locations.controlSocket, { command: 'stop' });
  } catch (error) {
    if (!(error instanceof NotRunning)) throw error;
    return stopWhatIsLeft(settings);
  }
  if (supervisor !== null) await whenGone(supervisor, settings);
  say('Comptoir has stopped.');
}

async function whenGone(supervisor: Identity, settings: Settings): Promise<void> {
  const deadline = Date.now() + PATIENCE_MS;
  while (isAlive(supervisor)) {
    if (Date.now() >= deadline) throw stillStopping(settings);
    await delay(50);
  }
}

async function stopWhatIsLeft({ locations }: Settings): Promise<void> {
  const state = readState(locations.state);
  const leftovers = findLeftovers(state);
  if (leftovers.length === 0) {
    say('Comptoir is not running.');
    return;
  }
  if (!existsSync(locations.home) || !(await claimHome(locations.home))) {
    throw new MeshError(`Another command works on ${locations.home}: try again when it is done.`);
  }
  say(`A launcher that was killed has left ${leftovers.length} processes: they are stopped.`);
  await stopLeftovers(leftovers);
  writeState(locations.state, { ...state, supervisor: null, processes: [] });
  say('Comptoir has stopped.');
}

function stillStopping({ locations }: Settings): MeshError {
  const left = readState(locations.state).processes.map(
    ({ service, replica, pid }) => `${service}-${replica} (${pid})`,
  );
  return new MeshError(
    `After ${PATIENCE_MS / 1000} s these still run: ${left.join(', ')}. The launcher goes on ending them.`,
  );
}
