import { OPTIONAL_COLUMNS, REQUIRED_COLUMNS } from './catalogue-row.ts';
import { UnreadableFile } from './open-csv.ts';
import { RETAIL_COLUMNS } from './retail-line.ts';

export interface FileFormat {
  kind: 'catalogue' | 'online-retail';
  /** Columns of the file that no product has a place for. */
  unusedColumns: string[];
}

/** Which of the two formats a header announces. Throws UnreadableFile naming what is missing. */
export function fileFormat(path: string, columns: string[]): FileFormat {
  const twice = columns.find((name, index) => columns.indexOf(name) !== index);
  if (twice !== undefined) throw new UnreadableFile(`${path} has the column "${twice}" twice.`);

  if (RETAIL_COLUMNS.every((name) => columns.includes(name))) {
    return { kind: 'online-retail', unusedColumns: without(columns, RETAIL_COLUMNS) };
  }
  const missing = without(REQUIRED_COLUMNS, columns);
  if (missing.length === 0) {
    return { kind: 'catalogue', unusedColumns: without(columns, [...REQUIRED_COLUMNS, ...OPTIONAL_COLUMNS]) };
  }
  throw new UnreadableFile(
    missing.length === REQUIRED_COLUMNS.length
      ? `${path} is neither a catalogue nor an online-retail file: its first line has none of their columns.`
      : `${path} is no catalogue: its first line lacks ${missing.join(', ')}.`,
  );
}

function without(names: readonly string[], others: readonly string[]): string[] {
  return names.filter((name) => !others.includes(name));
}
