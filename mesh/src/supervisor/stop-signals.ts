// npm and the terminal may both hand over the same Ctrl-C; a person's second one comes later than this.
const SAME_KEYSTROKE_MS = 500;

export interface StopSignals {
  /** Resolves at the first request to stop. */
  requested: Promise<void>;
  request(): void;
  close(): void;
}

/** Turns SIGINT, SIGTERM and SIGHUP into one request to stop; `force` is called at a second one. */
export function listenForStop(force: () => void): StopSignals {
  let requestedAt: number | undefined;
  const { promise, resolve } = Promise.withResolvers<void>();
  const request = () => {
    requestedAt ??= Date.now();
    resolve();
  };
  const onSignal = () => {
    if (requestedAt !== undefined && Date.now() - requestedAt > SAME_KEYSTROKE_MS) force();
    request();
  };
  const signals = ['SIGINT', 'SIGTERM', 'SIGHUP'] as const;
  for (const signal of signals) process.on(signal, onSignal);
  return {
    requested: promise,
    request,
    close() {
      for (const signal of signals) process.off(signal, onSignal);
    },
  };
}
