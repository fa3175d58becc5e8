import { language, locale } from './language.ts';

type Formats = ReturnType<typeof formatsOf>;

function formatsOf(of: string) {
  return {
    money: new Intl.NumberFormat(of, { style: 'currency', currency: 'CAD' }),
    number: new Intl.NumberFormat(of),
    percent: new Intl.NumberFormat(of, { style: 'percent', maximumFractionDigits: 1 }),
    dateTime: new Intl.DateTimeFormat(of, { dateStyle: 'medium', timeStyle: 'short' }),
    time: new Intl.DateTimeFormat(of, { timeStyle: 'medium' }),
  };
}

const made = new Map<string, Formats>();

function formats(): Formats {
  const known = made.get(locale.value);
  if (known !== undefined) return known;
  const fresh = formatsOf(locale.value);
  made.set(locale.value, fresh);
  return fresh;
}

/** `12,50 $` or `$12.50`. */
export const money = (cents: number): string => formats().money.format(cents / 100);
export const number = (value: number): string => formats().number.format(value);
export const percent = (ratio: number): string => formats().percent.format(ratio);
export const dateTime = (at: string | Date): string => formats().dateTime.format(new Date(at));
export const time = (at: string | Date): string => formats().time.format(new Date(at));

/** Cents as they are typed into a field. */
export const amountText = (cents: number): string =>
  (cents / 100).toFixed(2).replace('.', language.value === 'fr' ? ',' : '.');
