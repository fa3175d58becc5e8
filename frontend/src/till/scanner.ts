/** A keyboard-wedge scanner types the digits within this of each other; hands are slower. */
const GAP_MS = 50;
const SHORTEST_CODE = 6;

interface Burst {
  keys: string;
  lastAt: number;
  /** The field the keys went into, and what it held before. */
  field: HTMLInputElement | undefined;
  before: string;
}

/**
 * Listens on the whole page for bursts of digits that end with Enter, whatever has the focus. What a burst has typed into a
 * field is taken out again. `prefix` is what stood there before it, like `3*`.
 */
export function listenForScans(onScan: (code: string, prefix: string) => void): () => void {
  let burst: Burst | undefined;

  function end(event: KeyboardEvent, done: Burst | undefined): void {
    if (done === undefined || done.keys.length < SHORTEST_CODE) return;
    event.preventDefault();
    event.stopImmediatePropagation();
    if (done.field !== undefined) write(done.field, '');
    onScan(done.keys, done.before);
  }

  function listen(event: KeyboardEvent): void {
    if (event.ctrlKey || event.metaKey || event.altKey) return;
    const present = burst !== undefined && event.timeStamp - burst.lastAt <= GAP_MS ? burst : undefined;
    if (event.key === 'Enter') {
      burst = undefined;
      end(event, present);
    } else if (/^\d$/.test(event.key)) burst = longer(present, event);
    else if (event.key.length === 1) burst = undefined;
  }

  window.addEventListener('keydown', listen, { capture: true });
  return () => window.removeEventListener('keydown', listen, { capture: true });
}

function longer(burst: Burst | undefined, { key, timeStamp }: KeyboardEvent): Burst {
  if (burst !== undefined) return { ...burst, keys: burst.keys + key, lastAt: timeStamp };
  const field = document.activeElement instanceof HTMLInputElement ? document.activeElement : undefined;
  return { keys: key, lastAt: timeStamp, field, before: field?.value ?? '' };
}

function write(field: HTMLInputElement, value: string): void {
  field.value = value;
  field.dispatchEvent(new Event('input', { bubbles: true }));
}
