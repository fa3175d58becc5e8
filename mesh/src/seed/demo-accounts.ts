import { randomInt } from 'node:crypto';
import { existsSync } from 'node:fs';
import { chmod, open, readFile, rename } from 'node:fs/promises';
import { z } from 'zod';
import { MeshError } from '../mesh-error.ts';
import type { DemoPerson } from './demo-chain.ts';
import type { Role } from './internal-shapes.ts';

export interface DemoAccount {
  username: string;
  password: string;
  role: Role;
  locationId?: string;
}

const accountFile = z.array(z.object({ username: z.string(), password: z.string() }));
export type KnownPasswords = Map<string, string>;

/** Letters and digits that cannot be mistaken for one another when typed at a till. */
const ALPHABET = 'abcdefghjkmnpqrstuvwxyz23456789';
const GROUPS = 4;
const GROUP_LENGTH = 5;

/** Four groups of five, 99 bits. */
function randomPassword(): string {
  const group = () =>
    Array.from({ length: GROUP_LENGTH }, () => ALPHABET[randomInt(ALPHABET.length)]).join('');
  return Array.from({ length: GROUPS }, group).join('-');
}

/** The accounts of these people; a password already written down is kept, because its user may exist by now. */
export function demoAccounts(
  people: DemoPerson[],
  locationIds: Map<string, string>,
  known: KnownPasswords,
): DemoAccount[] {
  return people.map(({ username, role, location }) => {
    const locationId = location === undefined ? undefined : locationIds.get(location);
    const password = known.get(username) ?? randomPassword();
    return { username, password, role, ...(locationId === undefined ? {} : { locationId }) };
  });
}

/** Passwords an earlier run wrote down; none when there is no file. Throws when the file is not what we write. */
export async function readKnownPasswords(file: string): Promise<KnownPasswords> {
  const text = existsSync(file) ? await readFile(file, 'utf8') : '[]';
  try {
    return new Map(accountFile.parse(JSON.parse(text)).map(({ username, password }) => [username, password]));
  } catch (cause) {
    throw new MeshError(`${file} is not a list of accounts; move it away and start again.`, { cause });
  }
}

/** Replaces the file whole: whatever kills us, either the old passwords or the new ones are on disk. */
export async function writeAccounts(file: string, accounts: DemoAccount[]): Promise<void> {
  const draft = `${file}.draft`;
  const handle = await open(draft, 'w', 0o600);
  try {
    // The mode given to open() only counts for a new file; a draft left by a killed run may be anything.
    await chmod(draft, 0o600);
    await handle.writeFile(`${JSON.stringify(accounts, undefined, 2)}\n`);
    await handle.sync();
  } finally {
    await handle.close();
  }
  await rename(draft, file);
}
