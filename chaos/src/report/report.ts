import type { Measured } from '../run-fault.ts';

export interface SkippedFault {
  name: string;
  title: string;
  skipped: string;
}

export type FaultReport = Measured | SkippedFault;

export interface Report {
  startedAt: string;
  /** The command that makes it again, without where it is written to. */
  command: string;
  cores: number;
  faults: FaultReport[];
  passed: boolean;
}

const HEADINGS = [
  'fault',
  'asked (reads + writes)',
  'failed at first (reads + writes)',
  'failed for good',
  'longest pause',
  'longest wait',
  'recovered after',
  'at rest after',
  'books',
];

const seconds = (ms: number) => (ms === 0 ? '0' : `${(ms / 1000).toFixed(1)} s`);

function row(fault: FaultReport): string[] {
  if ('skipped' in fault)
    return [fault.title, ...HEADINGS.slice(2).map(() => '–'), `skipped: ${fault.skipped}`];
  const { reads, writes, longestPauseMs, longestWaitMs, recoveredMs } = fault.felt;
  return [
    fault.title,
    `${reads.asked} + ${writes.asked}`,
    `${reads.failedFirstTry} + ${writes.failedFirstTry}`,
    `${reads.failedAfterRetry + writes.failedAfterRetry}`,
    seconds(longestPauseMs),
    seconds(longestWaitMs),
    seconds(recoveredMs),
    fault.drainedMs === null ? 'never' : seconds(fault.drainedMs),
    fault.books.problems.length === 0
      ? `balance (${fault.books.sales} sales)`
      : `${fault.books.problems.length} problems`,
  ];
}

/** One row per fault, its columns aligned, and below it what was wrong with those that failed. */
export function markdownTable(faults: readonly FaultReport[]): string {
  const rows = faults.map(row);
  const widths = HEADINGS.map((heading, column) =>
    Math.max(heading.length, ...rows.map((cells) => cells[column]?.length ?? 0)),
  );
  const line = (cells: readonly string[]) =>
    `| ${cells.map((cell, column) => cell.padEnd(widths[column] ?? 0)).join(' | ')} |`;
  const problems = faults.flatMap((fault) =>
    'skipped' in fault ? [] : fault.problems.map((problem) => `- ${fault.name}: ${problem}`),
  );
  return [
    line(HEADINGS),
    line(widths.map((width) => '-'.repeat(width))),
    ...rows.map(line),
    ...(problems.length === 0 ? [] : ['', ...problems]),
  ].join('\n');
}

/** The page docs/chaos.md. */
export function markdownPage({ startedAt, command, cores, faults, passed }: Report): string {
  return `# Faults on purpose

Made by \`${command}\` on ${cores} cores, ${startedAt.slice(0, 10)}: ${passed ? 'everything held' : 'not everything held'}.

24 people work at tills and screens while each fault happens, and try again like a till: the same request, the same key. A
failure at first is a try that was not answered well; a failure for good is a thing that somebody gave up, or a refusal
that nothing explains. The pause is the longest time in which nobody at all was served, the wait the longest for one
thing, retries included. After each fault the six books are read from the databases and held against what the clients wrote
down; [chaos/README.md](../chaos/README.md) says what they are.

${markdownTable(faults)}
`;
}
