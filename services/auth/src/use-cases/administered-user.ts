import { AppError } from '@comptoir/service-kit';
import type { User } from '../domain/user.ts';
import { canSignIn } from '../domain/user.ts';
import type { Users } from './ports.ts';

/**
 * The user to change, locked together with the one who changes. An access token outlives its owner's dismissal by up to a
 * quarter of an hour; who administers users must still be of the head office now. So two who delete each other
 * at the same time cannot both succeed. Throws 403 `role.forbidden`, 404 `user.not_found`; deleted users are found.
 */
export async function administeredUser(
  unit: { users: Pick<Users, 'findManyForUpdate'> },
  { id, actorId }: { id: string; actorId: string },
): Promise<User> {
  const locked = await unit.users.findManyForUpdate([...new Set([id, actorId])]);
  const actor = locked.find((user) => user.id === actorId);
  if (actor?.role !== 'headOffice' || !canSignIn(actor)) {
    throw new AppError('forbidden', 'role.forbidden', 'You are not of the head office any more.');
  }
  const user = locked.find((candidate) => candidate.id === id);
  if (user === undefined) throw userNotFound();
  return user;
}

export const userNotFound = (): AppError =>
  new AppError('notFound', 'user.not_found', 'There is no user of this id.');
