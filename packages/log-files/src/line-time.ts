// Every engine runs in UTC (engineEnv), so no line needs a time zone of its own.
const ISO_LIKE = /(\d{4})[-/](\d\d)[-/](\d\d)[T ]+(\d{1,2}:\d\d:\d\d(?:\.\d{1,3})?)/;
const REDIS = /^\d+:[A-Z] (\d\d [A-Z][a-z]{2} \d{4} \d\d:\d\d:\d\d\.\d{3})/;

/** When an engine wrote this line of plain text, in epoch milliseconds; undefined when it does not say. */
export function plainLineTime(line: string): number | undefined {
  const start = line.slice(0, 40);
  const redis = REDIS.exec(start)?.[1];
  if (redis !== undefined) return Date.parse(`${redis} UTC`);
  const [, year, month, day, time] = ISO_LIKE.exec(start) ?? [];
  if (time === undefined) return undefined;
  return Date.parse(`${year}-${month}-${day}T${time.padStart(8, '0')}Z`);
}
