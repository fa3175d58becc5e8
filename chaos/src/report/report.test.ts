import { expect, test } from '@jest/globals';
import { markdownPage, type FaultReport } from './report.ts';

const share = (asked: number, failedFirstTry: number) => ({ asked, failedFirstTry, failedAfterRetry: 0 });
const held: FaultReport = {
  name: 'kill-sale',
  title: 'kill -9 of one replica of sale',
  problems: [],
  felt: {
    reads: share(870, 0),
    writes: share(710, 3),
    reasons: {},
    longestPauseMs: 400,
    longestWaitMs: 16_200,
    recoveredMs: 0,
  },
  books: { sales: 424, chargedCents: 1, problems: [] },
  drainedMs: 120,
  seconds: 20,
};
const failed: FaultReport = {
  ...held,
  name: 'scale',
  title: 'scaled',
  problems: ['book 1: nobody asked for sale s1'],
  books: { sales: 1, chargedCents: 1, problems: ['book 1: nobody asked for sale s1'] },
  drainedMs: null,
};
const skipped: FaultReport = { name: 'clock', title: 'wrong clock', skipped: 'libfaketime is not installed' };

test('the page has a row for each fault, says what was wrong, and how it was made', () => {
  const page = markdownPage({
    startedAt: '2026-11-21T12:00:00.000Z',
    command: 'npm run chaos -- --report docs/chaos.md',
    cores: 2,
    faults: [held, failed, skipped],
    passed: false,
  });

  expect(page).toContain(
    'Made by `npm run chaos -- --report docs/chaos.md` on 2 cores, 2026-11-21: not everything held.',
  );
  const rows = page.split('\n').filter((line) => line.startsWith('|'));
  expect(new Set(rows.map(({ length }) => length)).size).toBe(1);
  const cells = rows.join('\n').replaceAll(/ +/g, ' ');
  expect(cells).toContain(
    '| kill -9 of one replica of sale | 870 + 710 | 0 + 3 | 0 | 0.4 s | 16.2 s | 0 | 0.1 s | balance (424 sales) |',
  );
  expect(cells).toContain('| 1 problems |');
  expect(cells).toContain(
    '| wrong clock | – | – | – | – | – | – | – | skipped: libfaketime is not installed |',
  );
  expect(page).toContain('- scale: book 1: nobody asked for sale s1');
});
