import { expect, test } from '@jest/globals';
import { csvLines } from './csv-lines.ts';
import type { Line } from './csv-lines.ts';

async function linesOf(...chunks: (string | Buffer)[]): Promise<Line[]> {
  async function* stream() {
    for (const chunk of chunks) yield await Promise.resolve(Buffer.from(chunk));
  }
  const lines: Line[] = [];
  for await (const block of csvLines(stream())) lines.push(...block);
  return lines;
}
const texts = (lines: Line[]) => lines.map(({ text }) => text);

test('lines are numbered from 1, whatever ends them and wherever chunks do', async () => {
  const lines = await linesOf('a\r', '\nb', 'b\n\nc', '\r\nd');

  expect(lines).toEqual([
    { number: 1, text: 'a' },
    { number: 2, text: 'bb' },
    { number: 3, text: '' },
    { number: 4, text: 'c' },
    { number: 5, text: 'd' },
  ]);
});

test('a letter cut in two by a chunk is whole again', async () => {
  const bytes = Buffer.from('café\nthé\n');

  const lines = await linesOf(bytes.subarray(0, 4), bytes.subarray(4, 8), bytes.subarray(8));

  expect(texts(lines)).toEqual(['café', 'thé']);
});

test('the byte order mark of the first line is dropped, one further down is text', async () => {
  expect(texts(await linesOf('\uFEFFsku\n\uFEFFtea\n'))).toEqual(['sku', '\uFEFFtea']);
});

test('only the line with Latin-1 bytes is refused, its neighbours keep their accents', async () => {
  const lines = await linesOf('thé\n', Buffer.from('café\n', 'latin1'), 'œuf\n');
  const together = await linesOf(
    Buffer.concat([Buffer.from('thé\n'), Buffer.from('café\n', 'latin1'), Buffer.from('œuf\n')]),
  );

  expect(lines).toEqual([
    { number: 1, text: 'thé' },
    { number: 2, text: 'café', problem: 'wrongEncoding' },
    { number: 3, text: 'œuf' },
  ]);
  expect(together).toEqual(lines);
});

test('a line without end is refused without being kept', async () => {
  const megabyte = 'x'.repeat(1024 * 1024);

  const lines = await linesOf('a\n', megabyte, megabyte, 'tail\nb\n');

  expect(lines.map(({ number, problem }) => [number, problem])).toEqual([
    [1, undefined],
    [2, 'lineTooLong'],
    [3, undefined],
  ]);
  expect(lines[1]?.text.length).toBeLessThan(1_000);
  expect(lines[2]?.text).toBe('b');
});

test('an empty file has no lines', async () => {
  expect(await linesOf()).toEqual([]);
});
