import { renameSync, rmSync, writeFileSync } from 'node:fs';

/** Replaces a file as one step: a reader, or a crash, meets the old content or the new, never half of it. */
export function writeFileAtomically(file: string, content: string, mode = 0o600): void {
  const unfinished = `${file}.${process.pid}.tmp`;
  try {
    writeFileSync(unfinished, content, { mode });
    renameSync(unfinished, file);
  } catch (error) {
    rmSync(unfinished, { force: true });
    throw error;
  }
}
