import type { Status } from '../control/protocol.ts';
import { logFile } from '../home/locations.ts';
import { createReporter } from '../supervisor/report.ts';
import { runSupervisor } from '../supervisor/run-supervisor.ts';
import { showLive } from '../terminal/live.ts';
import { readyLines } from '../terminal/ready-lines.ts';
import { say } from '../terminal/say.ts';
import type { StartOptions } from './start-options.ts';

/** Runs the supervisor here until Ctrl-C, with a live table on a terminal that can redraw one and plain lines anywhere else. */
export async function startInForeground({ settings, fresh, demo }: StartOptions): Promise<void> {
  const reporter = createReporter(logFile(settings.locations, 'mesh'));
  const live = process.stdout.isTTY && !settings.dumbTerminal ? showLive(process.stdout) : undefined;
  const print = live?.print ?? say;
  reporter.subscribe(print);
  try {
    await runSupervisor({
      settings,
      fresh,
      demo,
      reporter,
      onOpen: (status: () => Status) => live?.follow(status),
      onReady: (status) => {
        for (const line of readyLines(status, settings)) print(line);
        print('Ctrl-C stops everything.');
      },
    });
  } finally {
    live?.close();
  }
}
