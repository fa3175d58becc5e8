import { chownSync, existsSync, mkdirSync, readFileSync, writeFileSync, renameSync } from 'node:fs';
import path from 'node:path';

/** What one container may know: file contents by name, and the account (uid and gid) it runs under. */
export interface Handout {
  folder: string;
  account: number;
  files: Readonly<Record<string, string>>;
}

/** Gives a file or a folder to an account; tests, which are not root, only take note. */
export type Give = (target: string, account: number) => void;

/**
 * Writes each handout into a folder of its own that nobody else can enter. A file that is right already is left alone,
 * because a container may be reading it; any other is replaced in one step.
 */
export function handOut(root: string, handouts: readonly Handout[], give: Give = chown): void {
  for (const { folder, account, files } of handouts) {
    const own = path.join(root, folder);
    mkdirSync(own, { recursive: true, mode: 0o700 });
    for (const [name, content] of Object.entries(files)) place(path.join(own, name), content, account, give);
    give(own, account);
  }
}

function place(file: string, content: string, account: number, give: Give): void {
  if (existsSync(file) && readFileSync(file, 'utf8') === content) return;
  const unfinished = `${file}.tmp`;
  writeFileSync(unfinished, content, { mode: 0o600 });
  give(unfinished, account);
  renameSync(unfinished, file);
}

function chown(target: string, account: number): void {
  chownSync(target, account, account);
}
