const OPERATION =
  /\b(?:(INSERT)(?:\s+IGNORE)?\s+INTO|(UPDATE)|(DELETE)\s+FROM|(SELECT)\b[^;]*?\bFROM)\s+(?:`?\w+`?\.)?`?(\w+)`?/gi;
/** The UPDATE of an upsert changes the row its INSERT named. */
const UPSERT = /ON\s+DUPLICATE\s+KEY\s+UPDATE/gi;
const MOST_NAMED = 6;

/** `db.query.summary` of OpenTelemetry: what a statement, or several in one, do to which tables: `INSERT sales, INSERT sagas`. */
export function sqlSummary(text: string): string {
  const named = [...text.replaceAll(UPSERT, '').matchAll(OPERATION)].map(
    ([, insert, update, remove, select, table]) =>
      `${(insert ?? update ?? remove ?? select ?? '').toUpperCase()} ${table ?? ''}`,
  );
  if (named.length === 0) return (/^\s*(\w+)/.exec(text)?.[1] ?? 'SQL').toUpperCase();
  const counted = new Map<string, number>();
  for (const name of named) counted.set(name, (counted.get(name) ?? 0) + 1);
  const shown = [...counted]
    .slice(0, MOST_NAMED)
    .map(([name, times]) => (times > 1 ? `${times} x ${name}` : name));
  return [...shown, ...(counted.size > MOST_NAMED ? ['…'] : [])].join(', ');
}
