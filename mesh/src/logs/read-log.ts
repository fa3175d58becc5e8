import { createReadStream } from 'node:fs';
import { createInterface } from 'node:readline';
import { Readable } from 'node:stream';
import { parseLogLine, type LogLine, type LogSource } from '@comptoir/log-files';

export type Wanted = (text: string) => boolean;

/**
 * The lines of one process from its oldest log on, up to `end` bytes of the current one; `at` is where each belongs among
 * those of others.
 */
export async function* readLog(
  source: LogSource,
  end: number,
  wanted: Wanted,
): AsyncGenerator<LogLine & { at: number }> {
  // Lines before the first time, of a log whose older part was dropped, are shown without one.
  const first = await firstTime(source, end);
  let time: number | undefined;
  for await (const text of createInterface({ input: Readable.from(chunksOf(source, end)) })) {
    if (!wanted(text)) continue;
    const line = parseLogLine(source.name, text);
    // A stack or a banner has no time of its own: it belongs to the line before it.
    time = line.time ?? time;
    yield { ...line, time, at: time ?? first };
  }
}

async function firstTime(source: LogSource, end: number): Promise<number> {
  const input = Readable.from(chunksOf(source, end));
  try {
    for await (const text of createInterface({ input })) {
      const { time } = parseLogLine(source.name, text);
      if (time !== undefined) return time;
    }
    return 0;
  } finally {
    input.destroy();
  }
}

// One text: a rotation may have cut it in the middle of a line.
async function* chunksOf({ older, current }: LogSource, end: number): AsyncGenerator<Buffer> {
  for (const file of older) yield* createReadStream(file);
  if (end > 0) yield* createReadStream(current, { end: end - 1 });
}
