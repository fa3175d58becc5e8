import { signal } from '@preact/signals';

const said = signal('');
/** The same sentence twice is said twice: an invisible difference makes it new. */
let turn = false;

/** Tells those who do not see the screen what has just happened. */
export function announce(sentence: string): void {
  turn = !turn;
  said.value = turn ? sentence : `${sentence}\u00a0`;
}

export function LiveRegion() {
  return (
    <div class="unseen" role="status" aria-live="polite">
      {said}
    </div>
  );
}
