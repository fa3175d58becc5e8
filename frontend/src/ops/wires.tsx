import type { RefObject } from 'preact';
import { useLayoutEffect, useState } from 'preact/hooks';
import type { Wire } from './wiring.ts';

interface Drawn extends Wire {
  d: string;
}

/** Height of the bow of a wire between neighbours of one row. */
const BOW = 26;

/** The wires behind the cards. They repeat what each card says of its breakers, so only eyes are told. */
export function Wires({ box, wires }: { box: RefObject<HTMLElement | null>; wires: readonly Wire[] }) {
  const [drawn, setDrawn] = useState<Drawn[]>([]);
  const known = JSON.stringify(wires);
  useLayoutEffect(() => {
    const element = box.current;
    if (element === null) return;
    const observer = new ResizeObserver(() => setDrawn(wires.flatMap((wire) => drawnIn(element, wire))));
    observer.observe(element);
    return () => observer.disconnect();
  }, [known]);
  return (
    <svg class="ops-wires" aria-hidden="true">
      {drawn.map(({ from, to, state, d }) => (
        <path key={`${from} ${to}`} class={`ops-wire ${state}`} d={d} />
      ))}
    </svg>
  );
}

/** Nothing for a dependency that has no card: the card provider, a service that does not run here. */
function drawnIn(box: HTMLElement, wire: Wire): Drawn[] {
  const [one, other] = [wire.from, wire.to].map((name) =>
    box.querySelector(`[data-node="${CSS.escape(name)}"]`),
  );
  if (one == null || other == null) return [];
  const origin = box.getBoundingClientRect();
  const [from, to] = [one.getBoundingClientRect(), other.getBoundingClientRect()];
  const across = (rect: DOMRect, share: number) => Math.round(rect.left - origin.left + rect.width * share);
  const down = (y: number) => Math.round(y - origin.top);
  if (Math.abs(from.top - to.top) < 2) {
    // Leaves where the answer's wire does not arrive, so that two services that call each other show two wires.
    const [a, b, y] = [across(from, 0.6), across(to, 0.4), down(from.top)];
    return [{ ...wire, d: `M${a} ${y}C${a} ${y - BOW} ${b} ${y - BOW} ${b} ${y}` }];
  }
  const falls = from.top < to.top;
  const [y1, y2] = [down(falls ? from.bottom : from.top), down(falls ? to.top : to.bottom)];
  const [a, b, middle] = [across(from, 0.5), across(to, 0.5), (y1 + y2) / 2];
  return [{ ...wire, d: `M${a} ${y1}C${a} ${middle} ${b} ${middle} ${b} ${y2}` }];
}
