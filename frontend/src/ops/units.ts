import type { PanelDefinition } from '@comptoir/contracts/http/operations';
import { money, percent } from '../i18n/format.ts';
import { locale, t } from '../i18n/language.ts';
import { unitTexts } from './unit-texts.ts';

export type Unit = PanelDefinition['unit'];

/** Three digits that count, and never a rounded whole number: 0,0716, 7,16, 71,6, 7164. */
const PRECISE = {
  maximumSignificantDigits: 3,
  maximumFractionDigits: 0,
  roundingPriority: 'morePrecision',
} as const;

const BYTES = ['byte', 'kilobyte', 'megabyte', 'gigabyte', 'terabyte'] as const;

const made = new Map<string, Intl.NumberFormat>();

function formatted(value: number, unit?: string): string {
  const key = `${locale.value} ${unit}`;
  const known =
    made.get(key) ??
    new Intl.NumberFormat(locale.value, {
      ...PRECISE,
      ...(unit === undefined ? {} : { style: 'unit', unit, unitDisplay: 'short' }),
    });
  made.set(key, known);
  return known.format(value);
}

export function bytes(value: number): string {
  const power = Math.min(
    BYTES.length - 1,
    Math.floor(Math.log(Math.max(1, Math.abs(value))) / Math.log(1000)),
  );
  return formatted(value / 1000 ** power, BYTES[power]);
}

/** A latency: `12,5 ms`, `1,25 s`. */
export const latency = (value: number): string =>
  Math.abs(value) < 1 ? formatted(value * 1000, 'millisecond') : formatted(value, 'second');

/** How long something has lasted, in its largest whole unit. */
export function duration(value: number): string {
  if (value < 60) return formatted(Math.floor(value), 'second');
  if (value < 3600) return formatted(Math.floor(value / 60), 'minute');
  if (value < 86_400) return formatted(Math.floor(value / 3600), 'hour');
  return formatted(Math.floor(value / 86_400), 'day');
}

export const figure = (value: number): string => formatted(value);

const byUnit: Record<Unit, (value: number) => string> = {
  requestsPerSecond: (value) => t(unitTexts.requestsPerSecond, { value: formatted(value) }),
  perSecond: (value) => t(unitTexts.perSecond, { value: formatted(value) }),
  perMinute: (value) => t(unitTexts.perMinute, { value: formatted(value) }),
  ratio: percent,
  seconds: latency,
  bytes,
  cents: money,
  count: figure,
  breakerState: (value) => t(unitTexts[value >= 2 ? 'open' : value >= 1 ? 'halfOpen' : 'closed']),
};

/** A value of a panel, as short as an axis wants it. */
export const inUnit =
  (unit: Unit) =>
  (value: number): string =>
    byUnit[unit](value);
