import { readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { fileURLToPath } from 'node:url';

/** Template text by the relative path of the file it becomes. */
export type Templates = ReadonlyMap<string, string>;

const suffix = '.template';
const home = fileURLToPath(new URL('../../../nginx/templates/', import.meta.url));

/** Reads nginx/templates. */
export function readTemplates(): Templates {
  const names = readdirSync(home, { recursive: true, encoding: 'utf8' }).filter((name) =>
    name.endsWith(suffix),
  );
  return new Map(
    names
      .toSorted()
      .map((name) => [name.slice(0, -suffix.length), readFileSync(path.join(home, name), 'utf8')] as const),
  );
}
