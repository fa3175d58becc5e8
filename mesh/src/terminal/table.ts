import type { ProcessStatus, Status } from '../control/protocol.ts';

type Cell = string;

const HEADINGS: Cell[] = ['PROCESS', 'REPLICA', 'PID', 'PORT', 'STATE', 'PSS', 'RESTARTS'];
const TO_THE_RIGHT = new Set([1, 2, 3, 5, 6]);

/** The status as lines of text: one table, then the sum and the addresses. */
export function statusLines(status: Status): string[] {
  const launcher = status.launcher ?? undefined;
  const rows = [
    HEADINGS,
    ...status.processes.map(processRow),
    ...(launcher
      ? [['mesh (launcher)', '1', String(launcher.pid), '-', 'ready', megabytes(launcher.pssBytes), '-']]
      : []),
  ];
  return [
    ...aligned(rows),
    '',
    `All together ${megabytes(status.pssBytes)} of memory (PSS).`,
    `Shop        ${status.gateway}`,
    ...(status.prometheus === null ? [] : [`Prometheus  ${status.prometheus}`]),
  ];
}

/** Columns as wide as their widest cell; numbers to the right. */
function aligned(rows: readonly Cell[][]): string[] {
  const widths = HEADINGS.map((_, column) => Math.max(...rows.map((row) => row[column]?.length ?? 0)));
  return rows.map((row) =>
    row
      .map((cell, column) =>
        TO_THE_RIGHT.has(column) ? cell.padStart(widths[column] ?? 0) : cell.padEnd(widths[column] ?? 0),
      )
      .join('  ')
      .trimEnd(),
  );
}

function megabytes(bytes: number): string {
  return `${(bytes / 1024 / 1024).toFixed(1)} MB`;
}

function processRow({ service, replica, pid, port, state, pssBytes, restarts }: ProcessStatus): Cell[] {
  return [
    service,
    String(replica),
    pid === null ? '-' : String(pid),
    String(port),
    state,
    megabytes(pssBytes),
    String(restarts),
  ];
}
