import { createReadStream } from 'node:fs';
import { open } from 'node:fs/promises';
import { pipeline } from 'node:stream';
import { createGunzip } from 'node:zlib';
import { MeshError } from '../mesh-error.ts';
import { csvLines } from './csv-lines.ts';
import type { Line } from './csv-lines.ts';
import { csvRows, readHeader } from './csv-rows.ts';
import type { BadRow, Row } from './csv-rows.ts';
import { UsageProblem } from './usage.ts';

/** What is in the file cannot be read; the message is one sentence for the operator. */
export class UnreadableFile extends MeshError {}

export interface CsvFile {
  /** Column names of the header, as written. */
  columns: string[];
  rows: AsyncGenerator<(Row | BadRow)[]>;
  /** Share of the file's bytes read so far, 0 to 1. */
  progress: () => number;
}

const GZIP_MAGIC = Buffer.from([0x1f, 0x8b]);

/** Opens a CSV file, gzipped or not, reads its header and leaves its rows to be streamed. Throws UsageProblem or UnreadableFile. */
export async function openCsv(path: string): Promise<CsvFile> {
  const { size, gzipped } = await inspect(path);
  const file = createReadStream(path);
  // The errors of both streams arrive where the chunks are consumed.
  const chunks = gzipped ? pipeline(file, createGunzip(), () => undefined) : file;
  const blocks = csvLines(chunks);

  const first = await blocks.next().catch((cause: unknown) => {
    throw damaged(path, cause);
  });
  const [header, ...lines] = first.done === true ? [] : first.value;
  if (header === undefined) throw new UnreadableFile(`${path} is empty.`);
  const { delimiter, names } = readHeader(header.text);
  return {
    columns: names,
    rows: rowsOf(path, lines, blocks, delimiter, names.length),
    progress: () => (size === 0 ? 1 : file.bytesRead / size),
  };
}

async function* rowsOf(
  path: string,
  firstLines: Line[],
  blocks: AsyncGenerator<Line[]>,
  delimiter: string,
  columns: number,
): AsyncGenerator<(Row | BadRow)[]> {
  yield csvRows(firstLines, delimiter, columns);
  try {
    for await (const lines of blocks) yield csvRows(lines, delimiter, columns);
  } catch (cause) {
    throw damaged(path, cause);
  }
}

async function inspect(path: string): Promise<{ size: number; gzipped: boolean }> {
  try {
    const handle = await open(path);
    try {
      const { buffer } = await handle.read(Buffer.alloc(2), 0, 2, 0);
      return { size: (await handle.stat()).size, gzipped: buffer.equals(GZIP_MAGIC) };
    } finally {
      await handle.close();
    }
  } catch (cause) {
    throw new UsageProblem(`${path} cannot be opened (${codeOf(cause)}).`, { cause });
  }
}

function damaged(path: string, cause: unknown): UnreadableFile {
  return new UnreadableFile(`${path} is damaged or ends too early (${codeOf(cause)}).`, { cause });
}

function codeOf(error: unknown): string {
  return typeof error === 'object' && error !== null && 'code' in error ? String(error.code) : String(error);
}
