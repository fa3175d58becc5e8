import { appendFile, rename } from 'node:fs/promises';
import type { Span } from './span.ts';
import type { SpanQueueOptions } from './span-queue.ts';
import { spanQueue } from './span-queue.ts';

export interface SpanFileOptions extends Pick<SpanQueueOptions, 'onDropped'> {
  /** `…/sale-1.jsonl`; what no longer fits goes to `…/sale-1.1.jsonl`, and what was there is gone. */
  file: string;
  /** Bytes after which the file is turned over: at most twice this is on the disk. */
  mostBytes?: number;
}

const MOST_BYTES = 4 * 1024 * 1024;

/** Spans as JSON lines in a file of bounded size. */
export function spanFile({ file, mostBytes = MOST_BYTES, onDropped }: SpanFileOptions) {
  let written = mostBytes;
  return spanQueue({
    onDropped,
    send: async (spans: readonly Span[]) => {
      const text = spans.map((span) => `${JSON.stringify(span)}\n`).join('');
      if (written + text.length > mostBytes) {
        // A file of an earlier run may be there: it is turned over too, and there is none at the very first.
        await rename(file, file.replace(/\.jsonl$/, '.1.jsonl')).catch(() => undefined);
        written = 0;
      }
      await appendFile(file, text, { mode: 0o600 });
      written += text.length;
    },
  });
}
