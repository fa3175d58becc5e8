import { query } from '../router.ts';

const VIEWS = ['mesh', 'signals', 'logs', 'story'] as const;
export type View = (typeof VIEWS)[number];

const RANGES = [15, 60, 360] as const;
export const ranges: readonly number[] = RANGES;

export const viewInAddress = (): View => VIEWS.find((view) => view === query.value.get('view')) ?? 'mesh';

export const serviceInAddress = (): string => query.value.get('service') ?? '';

/** How far back, in minutes. */
export const minutesInAddress = (): number =>
  RANGES.find((minutes) => String(minutes) === query.value.get('minutes')) ?? RANGES[0];

/** Another part of the page, with what is filtered there; what is empty is left out. */
export function hrefOf(view: View, filters: Readonly<Record<string, string>> = {}): string {
  const wanted = new URLSearchParams(view === 'mesh' ? {} : { view });
  for (const [name, value] of Object.entries(filters)) if (value !== '') wanted.set(name, value);
  const search = String(wanted);
  return search === '' ? '/ops' : `/ops?${search}`;
}
