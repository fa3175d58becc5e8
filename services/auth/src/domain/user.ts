import type { Role } from '@comptoir/service-kit';
import { AppError } from '@comptoir/service-kit';

export interface User {
  id: string;
  username: string;
  displayName: string;
  role: Role;
  /** Where a clerk or a manager works; null for everybody else. */
  locationId: string | null;
  /** Argon2id in PHC string format. */
  passwordHash: string;
  active: boolean;
  version: number;
  deletedAt: Date | null;
}

/** What others may know of a user: everything but the password. */
export type Profile = Pick<
  User,
  'id' | 'username' | 'displayName' | 'role' | 'locationId' | 'active' | 'version'
>;

/** What is missing stays as it is. */
export interface UserChanges {
  displayName?: string | undefined;
  role?: Role | undefined;
  locationId?: string | null | undefined;
  passwordHash?: string | undefined;
  active?: boolean | undefined;
}

export function profileOf({ id, username, displayName, role, locationId, active, version }: User): Profile {
  return { id, username, displayName, role, locationId, active, version };
}

/** Usernames that differ only in case are one. */
export const usernameKey = (username: string): string => username.toLowerCase();

export const canSignIn = ({ active, deletedAt }: Pick<User, 'active' | 'deletedAt'>): boolean =>
  active && deletedAt === null;

const worksAtOnePlace = (role: Role): boolean => role === 'clerk' || role === 'manager';

/** Throws 422 unless clerks and managers have a location and all others have none. */
export function assertPlaced({ role, locationId }: Pick<User, 'role' | 'locationId'>): void {
  if (worksAtOnePlace(role) === (locationId !== null)) return;
  const [code, message] = worksAtOnePlace(role)
    ? ['user.location_required', `A ${role} works at one location: say which.`]
    : ['user.location_not_allowed', `The role ${role} belongs to no single location.`];
  throw new AppError('invalid', code, message, { details: [{ pointer: '/locationId', message }] });
}

/**
 * The user with these changes, as the next version; the very same object when they change nothing.
 * Throws 422 when role and location would not fit. A role that has no location gives it up by itself.
 */
export function changedUser(user: User, changes: UserChanges): User {
  const role = changes.role ?? user.role;
  const next: User = {
    ...user,
    role,
    displayName: changes.displayName ?? user.displayName,
    locationId: changes.locationId === undefined ? keptLocation(user, role) : changes.locationId,
    passwordHash: changes.passwordHash ?? user.passwordHash,
    active: changes.active ?? user.active,
  };
  assertPlaced(next);
  return isSame(user, next) ? user : { ...next, version: user.version + 1 };
}

const keptLocation = ({ locationId }: User, role: Role) => (worksAtOnePlace(role) ? locationId : null);

function isSame(a: User, b: User): boolean {
  return (
    a.displayName === b.displayName &&
    a.role === b.role &&
    a.locationId === b.locationId &&
    a.passwordHash === b.passwordHash &&
    a.active === b.active
  );
}
