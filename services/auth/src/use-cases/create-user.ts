import { AppError } from '@comptoir/service-kit';
import { assertAcceptable } from '../domain/password.ts';
import type { User } from '../domain/user.ts';
import { assertPlaced } from '../domain/user.ts';
import type { Passwords, UserEvents, Users } from './ports.ts';

export interface CreateUserUnit {
  users: Pick<Users, 'add'>;
  events: Pick<UserEvents, 'created'>;
}

export type NewUser = Pick<User, 'id' | 'username' | 'role' | 'locationId' | 'passwordHash'> & {
  displayName?: string | undefined;
};

/** Adds a user; without a display name the username is shown. Throws 409 `user.username_taken`, 422 when role and location do not fit. */
export async function createUser(unit: CreateUserUnit, { displayName, ...wanted }: NewUser): Promise<User> {
  assertPlaced(wanted);
  const user: User = {
    ...wanted,
    displayName: displayName ?? wanted.username,
    active: true,
    version: 1,
    deletedAt: null,
  };
  if (!(await unit.users.add(user))) {
    throw new AppError('conflict', 'user.username_taken', `The username ${user.username} is taken.`);
  }
  await unit.events.created(user);
  return user;
}

/** The hash to keep of a new password. Throws 422 `password.is_username`; takes its time, so never inside a transaction. */
export async function newPasswordHash(
  passwords: Passwords,
  password: string,
  username: string,
): Promise<string> {
  assertAcceptable(password, username);
  return passwords.hash(password);
}
