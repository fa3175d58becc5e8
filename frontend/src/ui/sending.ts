import { useState } from 'preact/hooks';

export interface Sending {
  busy: boolean;
  error: unknown;
  submit(event: Event): void;
  /** The refusal is dealt with. */
  clear(): void;
  /** Something beside the form failed. */
  fail(error: unknown): void;
}

/** Sends a form once at a time, and keeps what it was refused for. */
export function useSending(send: () => Promise<void>): Sending {
  const [busy, setBusy] = useState(false);
  const [error, setError] = useState<unknown>();

  async function run(): Promise<void> {
    setBusy(true);
    setError(undefined);
    try {
      await send();
    } catch (refusal) {
      setError(refusal);
    } finally {
      setBusy(false);
    }
  }

  return {
    busy,
    error,
    submit: (event) => {
      event.preventDefault();
      if (!busy) void run();
    },
    clear: () => setError(undefined),
    fail: setError,
  };
}
