import { parse } from 'csv-parse/sync';
import type { Line } from './csv-lines.ts';
import type { LeftReason } from './left-reasons.ts';

export interface Row {
  line: number;
  text: string;
  fields: string[];
}

export interface BadRow {
  line: number;
  text: string;
  problem: LeftReason;
}

/** Splits lines into fields. `columns` is how many each must have. */
export function csvRows(lines: Line[], delimiter: string, columns: number): (Row | BadRow)[] {
  const fields = splitAll(
    lines.map(({ text, problem }) => (problem === undefined ? text : '')),
    delimiter,
  );
  return lines.map((line, index) => toRow(line, fields[index], columns));
}

function toRow({ number, text, problem }: Line, fields: string[] | undefined, columns: number): Row | BadRow {
  const bad = problem ?? problemOf(text, fields, columns);
  if (bad !== undefined || fields === undefined)
    return { line: number, text, problem: bad ?? 'brokenQuotes' };
  return { line: number, text, fields };
}

function problemOf(text: string, fields: string[] | undefined, columns: number): LeftReason | undefined {
  if (text.trim() === '') return 'blankLine';
  if (fields === undefined) return 'brokenQuotes';
  if (fields.length !== columns) return 'wrongColumnCount';
  if (fields.some((field) => /\p{Cc}/u.test(field))) return 'controlCharacter';
  return undefined;
}

/** One call for a block of lines costs an eighth of a call for each; the slow way is kept for blocks with a broken line. */
function splitAll(texts: string[], delimiter: string): (string[] | undefined)[] {
  const together = split(texts.join('\n'), delimiter);
  // A quote left open swallows line ends, so fewer records than lines betrays it.
  if (together?.length === texts.length) return together;
  return texts.map((text) => {
    const records = split(text, delimiter);
    return records?.length === 0 ? [''] : records?.[0];
  });
}

function split(text: string, delimiter: string): string[][] | undefined {
  try {
    return parse(text, { delimiter, record_delimiter: '\n', relax_column_count: true });
  } catch {
    return undefined;
  }
}

/** The fields of a header line and the delimiter it uses: French spreadsheets save `;`, others `,` or tabs. */
export function readHeader(text: string): { delimiter: string; names: string[] } {
  const [delimiter] = [',', ';', '\t'].toSorted((a, b) => text.split(b).length - text.split(a).length);
  const names = split(text, delimiter ?? ',')?.[0] ?? [];
  return { delimiter: delimiter ?? ',', names: names.map((name) => name.trim()) };
}
