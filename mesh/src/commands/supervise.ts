import { logFile } from '../home/locations.ts';
import { readSettings } from '../home/settings.ts';
import { sentenceFor } from '../mesh-error.ts';
import type { Reply } from '../control/protocol.ts';
import { createReporter } from '../supervisor/report.ts';
import { runSupervisor } from '../supervisor/run-supervisor.ts';
import { parseWords } from './arguments.ts';
import { startFlags } from './start-options.ts';

/** The supervisor in the background: what `npm start -- --detach` leaves running. Speaks to its starter over IPC. */
export async function supervise(args: readonly string[]): Promise<void> {
  const { values } = parseWords(args, startFlags, { least: 0, most: 0 });
  const settings = readSettings();
  const reporter = createReporter(logFile(settings.locations, 'mesh'));
  const unsubscribe = reporter.subscribe((progress) => tell({ progress }));
  try {
    await runSupervisor({
      settings,
      fresh: values.fresh,
      demo: !values['no-demo'],
      reporter,
      onReady: (result) => {
        tell({ result });
        unsubscribe();
      },
    });
  } catch (error) {
    unsubscribe();
    reporter.report(sentenceFor(error), 'error');
    tell({ refusal: sentenceFor(error) });
    process.exitCode = 1;
  } finally {
    if (process.connected) process.disconnect();
  }
}

// Whoever started us may have gone (Ctrl-C): the mesh comes up all the same.
function tell(reply: Reply): void {
  if (process.connected) process.send?.(reply, undefined, undefined, () => undefined);
}
