import { AppError } from '@comptoir/service-kit';
import { administeredUser } from './administered-user.ts';
import type { RefreshFamilies, UserEvents, Users } from './ports.ts';

export interface DeleteUserUnit {
  users: Pick<Users, 'findManyForUpdate' | 'save'>;
  families: Pick<RefreshFamilies, 'revokeAllOf'>;
  events: Pick<UserEvents, 'deleted'>;
}

/**
 * Deletes a user for good, in the sense that they never sign in again: the row stays, because sales and ledgers name it.
 * Deleting again changes nothing (lesson 3). Throws 403, 404 `user.not_found`, 409 `user.self_delete`.
 */
export async function deleteUser(
  unit: DeleteUserUnit,
  { id, actorId, now }: { id: string; actorId: string; now: Date },
): Promise<void> {
  if (id === actorId)
    throw new AppError('conflict', 'user.self_delete', 'Nobody deletes themself: ask a colleague.');
  const user = await administeredUser(unit, { id, actorId });
  if (user.deletedAt !== null) return;

  const deleted = { ...user, active: false, deletedAt: now, version: user.version + 1 };
  await unit.users.save(deleted);
  await unit.families.revokeAllOf(id, now);
  await unit.events.deleted(deleted);
}
