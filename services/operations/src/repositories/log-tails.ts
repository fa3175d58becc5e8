import { listLogs, readSince } from '@comptoir/log-files';
import type { LogTail, LogTails } from '../use-cases/ports.ts';

/** Of one file at a time: a page of logs costs memory by this and the number of processes. */
const MOST_BYTES = 256 * 1024;

/** The log files of a mesh on one machine. */
export function logTails(folder: string): LogTails {
  return {
    since: async (service, positions) => {
      const tails: LogTail[] = [];
      for (const log of listLogs(folder, service)) {
        tails.push({ source: log.name, ...(await readSince(log, positions.get(log.name), MOST_BYTES)) });
      }
      return tails;
    },
  };
}
