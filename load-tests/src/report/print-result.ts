import type { BooksReport } from '../scenarios/scenario.ts';
import type { Result } from './result.ts';
import { short, table } from './table.ts';
import type { Verdict } from './thresholds.ts';

export function verdictRows(verdicts: readonly Verdict[]): string[][] {
  return [
    ['threshold', 'wanted', 'measured', ''],
    ...verdicts.map(({ measure, wanted, measured, met }) => [
      measure,
      wanted,
      short(measured),
      met ? 'met' : 'MISSED',
    ]),
  ];
}

function summaryRows(result: Result): string[][] {
  const { latencyMs, rate } = result;
  const countedFrom = rate === null ? 'from sending' : 'from the moment due';
  return [
    ['connections', `${result.connections}`],
    ['offered per second', short(result.offeredPerSecond)],
    ['achieved per second', short(result.achievedPerSecond)],
    ['right answers', `${result.succeeded}`],
    [`latency ms ${countedFrom}: p50`, short(latencyMs.p50)],
    ['p95', short(latencyMs.p95)],
    ['p99', short(latencyMs.p99)],
    ['max', short(latencyMs.max)],
    ['CPU ms per request, whole mesh', short(result.cpuMsPerRequest)],
    ...Object.entries(result.cpuMsPerRequestByProcess).map(([name, ms]) => [`  ${name}`, short(ms)]),
    ['CPU ms per request, load generator', short(result.generatorCpuMsPerRequest)],
    ['load generator, share of one core', short(result.generatorShareOfOneCore)],
  ];
}

export const countRows = (counts: Readonly<Record<string, number>>): string[][] =>
  Object.entries(counts).map(([name, times]) => [name, `${times}`]);

export function booksText(books: BooksReport | null): string[] {
  if (books === null) return [];
  const verdict = books.problems.length === 0 ? 'The books balance.' : 'THE BOOKS DO NOT BALANCE:';
  const problems = books.problems.map((problem) => `  ${problem}`);
  return [[verdict, ...problems].join('\n'), table(countRows(books.facts))];
}

/** The whole report of one scenario, as printed. */
export function printedResult(result: Result): string {
  const unexpected = countRows(result.unexpected);
  return [
    `${result.scenario}, ${short(result.elapsedSeconds)} s`,
    table(summaryRows(result)),
    table(countRows(result.succeededByRequest)),
    ...(unexpected.length === 0 ? [] : ['UNEXPECTED:', table(unexpected)]),
    ...booksText(result.books),
    table(verdictRows(result.verdicts)),
    result.passed ? 'PASSED' : 'MISSED',
  ].join('\n\n');
}
