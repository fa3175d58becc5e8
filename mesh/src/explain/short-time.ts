const UNITS = [
  { name: 'd', ms: 86_400_000 },
  { name: 'h', ms: 3_600_000 },
  { name: 'min', ms: 60_000 },
  { name: 's', ms: 1_000 },
] as const;

/** A time in the largest unit of which there are ten: `3.2 ms`, `840 ms`, `75 s`, `26 h`. */
export function shortTime(ms: number): string {
  const { name, ms: size } = UNITS.find((unit) => ms >= unit.ms * 10) ?? { name: 'ms', ms: 1 };
  const value = ms / size;
  return `${value < 100 && size === 1 ? value.toFixed(1) : Math.round(value)} ${name}`;
}
