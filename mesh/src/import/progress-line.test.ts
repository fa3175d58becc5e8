import { expect, test } from '@jest/globals';
import { createProgressLine } from './progress-line.ts';

test('on a terminal a bar is redrawn in place, at most ten times a second, and wiped at the end', () => {
  const written: string[] = [];
  let time = 1_000;
  const line = createProgressLine({ isTTY: true, write: (text) => written.push(text) }, () => new Date(time));

  line.show('reading', 0.1);
  line.show('reading', 0.2);
  time += 100;
  line.show('reading', 0.5);
  line.show('reading', 1);
  line.end();

  expect(written.map((text) => /\d+ %/.exec(text)?.[0])).toEqual(['10 %', '50 %', '100 %', undefined]);
  expect(written.every((text) => text.startsWith('\r') && !text.includes('\n'))).toBe(true);
});

test('elsewhere a plain line tells each quarter once, from the start again for the next part of the work', () => {
  const written: string[] = [];
  const line = createProgressLine({ write: (text) => written.push(text) }, () => new Date());

  for (const share of [0.1, 0.26, 0.3, 0.55, 1, 1]) line.show('reading', share);
  line.show('sending', 0.5);
  line.end();

  expect(written).toEqual(['reading  26 %\n', 'reading  55 %\n', 'reading 100 %\n', 'sending  50 %\n']);
});
