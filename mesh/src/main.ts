import { asksForHelp, isReaderGone } from './command-line.ts';
import { MeshError, sentenceFor } from './mesh-error.ts';
import { errorCode } from './thrown.ts';
import { usage } from './usage.ts';

type Task = (args: readonly string[]) => Promise<void>;

const OLDEST_NODE = 24;

// Each loads only what it needs: `status` must not wait for database drivers.
const tasks = new Map<string, () => Promise<Task>>([
  ['start', async () => (await import('./commands/start.ts')).start],
  ['supervise', async () => (await import('./commands/supervise.ts')).supervise],
  ['stop', async () => (await import('./commands/stop.ts')).stop],
  ['status', async () => (await import('./commands/status.ts')).status],
  ['scale', async () => (await import('./commands/scale.ts')).scale],
  ['restart', async () => (await import('./commands/restart.ts')).restart],
  ['rotate-keys', async () => (await import('./commands/rotate-keys.ts')).rotateKeys],
  ['dead-letters', async () => (await import('./commands/dead-letters.ts')).deadLetters],
  ['import', async () => (await import('./commands/import.ts')).importGoods],
  ['explain', async () => (await import('./commands/explain.ts')).explain],
  ['logs', async () => (await import('./commands/logs.ts')).logs],
]);

async function main([name, ...args]: readonly string[]): Promise<void> {
  if (Number.parseInt(process.versions.node, 10) < OLDEST_NODE) {
    throw new MeshError(
      `Node ${OLDEST_NODE} is needed; this is ${process.version}. npm start brings its own.`,
    );
  }
  // `import` has a usage of its own.
  if (name === 'help' || (name !== undefined && name !== 'import' && asksForHelp([name, ...args]))) {
    process.stdout.write(`${usage}\n`);
    return;
  }
  const load = name === undefined ? undefined : tasks.get(name);
  if (load === undefined) {
    throw new MeshError(
      `${name === undefined ? 'Which command?' : `There is no command "${name}".`}\n\n${usage}`,
    );
  }
  await (
    await load()
  )(args);
}

// Whoever reads us may stop (`status | head`, a closed terminal): that is no failure, least of all of a running mesh.
process.stdout.on('error', (error) => {
  if (isReaderGone(error) || process.exitCode === 1) return;
  process.exitCode = 1;
  process.stderr.write(
    `The output could not be written (${errorCode(error)}): what is missing of it is lost.\n`,
  );
});
process.stderr.on('error', () => undefined);
try {
  await main(process.argv.slice(2));
} catch (error) {
  process.stderr.write(`${sentenceFor(error)}\n`);
  process.exitCode = 1;
}
