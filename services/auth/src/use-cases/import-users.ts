import type { Role } from '@comptoir/service-kit';
import { AppError } from '@comptoir/service-kit';
import { assertPlaced } from '../domain/user.ts';
import type { User } from '../domain/user.ts';
import type { CreateUserUnit } from './create-user.ts';
import { createUser, newPasswordHash } from './create-user.ts';
import type { Passwords } from './ports.ts';

export interface ImportUsersDeps {
  findByUsername(username: string): Promise<User | undefined>;
  passwords: Passwords;
  newId(): string;
  inTransaction<T>(work: (unit: CreateUserUnit) => Promise<T>): Promise<T>;
}

export interface ImportedUser {
  username: string;
  password: string;
  displayName?: string | undefined;
  role: Role;
  locationId?: string | null | undefined;
}

export interface Imported {
  id: string;
  username: string;
  created: boolean;
}

/**
 * Creates the users that are missing, each in a transaction of its own: hundreds of password hashes take seconds, and
 * an import that runs out of time goes on where it stopped when it runs again. Users that exist are left as they are.
 */
export async function importUsers(
  deps: ImportUsersDeps,
  wanted: readonly ImportedUser[],
): Promise<Imported[]> {
  const items: Imported[] = [];
  for (const user of wanted) assertPlaced({ role: user.role, locationId: user.locationId ?? null });
  for (const user of wanted) items.push(await importUser(deps, user));
  return items;
}

async function importUser(deps: ImportUsersDeps, { password, ...wanted }: ImportedUser): Promise<Imported> {
  const { username } = wanted;
  const existing = await deps.findByUsername(username);
  if (existing !== undefined) return { id: existing.id, username, created: false };

  const passwordHash = await newPasswordHash(deps.passwords, password, username);
  const user = { ...wanted, id: deps.newId(), locationId: wanted.locationId ?? null, passwordHash };
  try {
    const { id } = await deps.inTransaction((unit) => createUser(unit, user));
    return { id, username, created: true };
  } catch (error) {
    // Another import was faster with the same user.
    const other =
      error instanceof AppError && error.kind === 'conflict'
        ? await deps.findByUsername(username)
        : undefined;
    if (other === undefined) throw error;
    return { id: other.id, username, created: false };
  }
}
