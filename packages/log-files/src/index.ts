export { findLines } from './find-lines.ts';
export { listLogs } from './log-files.ts';
export type { LogSource } from './log-files.ts';
export { parseLogLine, startsEntry } from './log-line.ts';
export type { LogLine } from './log-line.ts';
export { endOf, readSince } from './read-since.ts';
export type { Added, Position } from './read-since.ts';
export { listSpanFiles } from './span-files.ts';
