import { AppError } from '@comptoir/service-kit';
import type { User, UserChanges } from '../domain/user.ts';
import { changedUser } from '../domain/user.ts';
import { administeredUser, userNotFound } from './administered-user.ts';
import type { RefreshFamilies, UserEvents, Users } from './ports.ts';

export interface EditUserUnit {
  users: Pick<Users, 'findManyForUpdate' | 'save'>;
  families: Pick<RefreshFamilies, 'revokeAllOf'>;
  events: Pick<UserEvents, 'changed'>;
}

export interface UserEdit {
  id: string;
  actorId: string;
  /** The version the editor saw; missing when they do not care. */
  version?: number | undefined;
  changes: UserChanges;
  now: Date;
}

/**
 * Changes a user. A new password, and being switched off, end all their sign-ins; a new role or location counts from
 * their next access token on. Throws 403, 404, 409 `version.conflict`, 409 `user.self_demotion`, 422.
 */
export async function editUser(
  unit: EditUserUnit,
  { id, actorId, version, changes, now }: UserEdit,
): Promise<User> {
  const user = await administeredUser(unit, { id, actorId });
  if (user.deletedAt !== null) throw userNotFound();
  if (version !== undefined && version !== user.version) {
    throw new AppError('conflict', 'version.conflict', `This user is at version ${user.version} by now.`);
  }
  const next = changedUser(user, changes);
  if (id === actorId && (next.role !== user.role || !next.active)) {
    throw new AppError(
      'conflict',
      'user.self_demotion',
      'Nobody takes their own rights away: ask a colleague.',
    );
  }
  if (next === user) return user;

  await unit.users.save(next);
  if (next.passwordHash !== user.passwordHash || !next.active) await unit.families.revokeAllOf(id, now);
  await unit.events.changed(next);
  return next;
}
