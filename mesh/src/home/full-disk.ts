import { statfsSync } from 'node:fs';

/** Says that less than this is free where a folder is; undefined when there is more. */
export function fullDisk(folder: string, leastBytes: number): string | undefined {
  const { bavail, bsize } = statfsSync(folder);
  const free = bavail * bsize;
  if (free >= leastBytes) return undefined;
  return `The disk is full: ${megabytes(free)} MB are free in ${folder} and Comptoir needs ${megabytes(leastBytes)} MB.`;
}

function megabytes(bytes: number): number {
  return Math.floor(bytes / 1024 / 1024);
}
