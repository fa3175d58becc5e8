import type { Span, SpanSink } from './span.ts';

export interface SpanQueueOptions {
  /** Takes a batch; when it throws, the batch is lost. */
  send(spans: readonly Span[]): Promise<void>;
  onDropped(spans: number): void;
  /** Most spans that wait; more are dropped, the newest first. */
  most?: number;
  everyMs?: number;
}

/** Spans wait here and leave in batches, one batch at a time: whoever made them waits for nothing. */
export function spanQueue({ send, onDropped, most = 2_048, everyMs = 1_000 }: SpanQueueOptions): SpanSink {
  let waiting: Span[] = [];
  let sending: Promise<void> | undefined;
  let timer: NodeJS.Timeout | undefined;

  async function flush(): Promise<void> {
    clearTimeout(timer);
    timer = undefined;
    await sending;
    if (waiting.length === 0) return;
    const batch = waiting;
    waiting = [];
    sending = send(batch).catch(() => {
      onDropped(batch.length);
    });
    await sending;
  }

  return {
    keep: (spans) => {
      const room = most - waiting.length;
      waiting.push(...spans.slice(0, room));
      if (spans.length > room) onDropped(spans.length - Math.max(0, room));
      timer ??= setTimeout(() => void flush(), everyMs).unref();
    },
    close: flush,
  };
}
