import { existsSync } from 'node:fs';
import { endOf, listLogs, type LogLine, type Position } from '@comptoir/log-files';
import { readSettings } from '../home/settings.ts';
import { followLogs } from '../logs/follow-logs.ts';
import { formatLine } from '../logs/format-line.ts';
import { mergeByTime } from '../logs/merge-by-time.ts';
import { readLog } from '../logs/read-log.ts';
import { MeshError } from '../mesh-error.ts';
import { hasColours } from '../terminal/has-colours.ts';
import { parseWords } from './arguments.ts';
import { traceIdIn } from './trace-id.ts';

const flags = { trace: { type: 'string' }, follow: { type: 'boolean', default: false } } as const;

/** `logs [service] [--trace id] [--follow]`: the logs of all processes as one, in order of time. */
export async function logs(args: readonly string[]): Promise<void> {
  const { values, positionals } = parseWords(args, flags, { least: 0, most: 1 });
  const trace = values.trace === undefined ? undefined : traceNamed(values.trace);
  const folder = readSettings().locations.logs;
  const only = positionals[0];
  const sources = listLogs(folder, only);
  if (sources.length === 0) throw new MeshError(nothingThere(folder, only));

  const wanted = (text: string) => trace === undefined || text.includes(trace);
  const ends = new Map<string, Position>();
  for (const source of sources) ends.set(source.name, await endOf(source));
  const signal = whenReaderLeaves();
  const printed = await print(
    mergeByTime(sources.map((source) => readLog(source, ends.get(source.name)?.offset ?? 0, wanted))),
    signal,
  );
  if (values.follow) await print(followLogs({ folder, only, wanted, signal }, ends), signal);
  else if (printed === 0 && trace !== undefined && !signal.aborted)
    throw new MeshError(
      `No line that is kept${only === undefined ? '' : ` of ${only}`} has the trace ${trace}.`,
    );
}

function traceNamed(typed: string): string {
  const trace = traceIdIn(typed);
  if (trace !== undefined) return trace;
  throw new MeshError(`"${typed}" is no trace id: that is 32 hexadecimal digits.`);
}

/** Answers how many lines it printed. */
async function print(lines: AsyncIterable<LogLine>, signal: AbortSignal): Promise<number> {
  const colour = hasColours();
  let printed = 0;
  for await (const line of lines) {
    if (signal.aborted) break;
    printed += 1;
    if (process.stdout.write(`${formatLine(line, colour)}\n`)) continue;
    await new Promise((resolve) => process.stdout.once('drain', resolve));
  }
  return printed;
}

// `logs | head` closes our output, Ctrl-C ends a `--follow`: both are a normal end. What else befalls the output is told,
// and made the exit code, by main.ts; here it only ends the reading.
function whenReaderLeaves(): AbortSignal {
  const gone = new AbortController();
  process.stdout.on('error', () => process.exit());
  process.once('SIGINT', () => gone.abort());
  return gone.signal;
}

function nothingThere(folder: string, only: string | undefined): string {
  if (only === undefined || !existsSync(folder)) return `There are no logs in ${folder} yet.`;
  const names = listLogs(folder).map(({ name }) => name);
  return `There is no log of "${only}"; there are ${names.join(', ')}.`;
}
