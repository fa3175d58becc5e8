import { t } from '../i18n/language.ts';
import type { State, Tone } from './states.ts';

/** Shapes that differ without their colours. */
const SHAPES: Record<Tone, string> = {
  good: 'M8 1a7 7 0 1 1 0 14A7 7 0 0 1 8 1z',
  warn: 'M8 1l7.5 14H.5z',
  bad: 'M3 1l5 5 5-5 2 2-5 5 5 5-2 2-5-5-5 5-2-2 5-5-5-5z',
};

export function Shape({ tone }: { tone: Tone }) {
  return (
    <svg class={`ops-shape ${tone}`} viewBox="0 0 16 16" aria-hidden="true">
      <path d={SHAPES[tone]} />
    </svg>
  );
}

/** A state as shape, colour and word. */
export function Mark({ state: { tone, text } }: { state: State }) {
  return (
    <span class={`ops-mark ${tone}`}>
      <Shape tone={tone} />
      {t(text)}
    </span>
  );
}
