import { AppError } from '@comptoir/service-kit';
import type { Location, LocationChanges } from '../domain/location.ts';
import { changed } from '../domain/location.ts';
import { codeTaken } from './open-location.ts';
import type { LocationEvents, Locations } from './ports.ts';

export interface EditLocationUnit {
  locations: Pick<Locations, 'findForUpdate' | 'save'>;
  events: Pick<LocationEvents, 'changed'>;
}

export type LocationEdit = LocationChanges & { id: string; version: number };

/**
 * Changes a location as the editor saw it. The gateway may send it twice (lesson 3): the second time it finds its own
 * work done and changes nothing.
 * Throws 404 `location.not_found`, 409 `version.conflict` when somebody was faster, 409 `location.code_taken`.
 */
export async function editLocation(
  unit: EditLocationUnit,
  { id, version, ...changes }: LocationEdit,
): Promise<Location> {
  const current = await found(unit, id);
  const next = changed(current, changes);
  if (next === current && (current.version === version || current.version === version + 1)) return current;
  if (current.version !== version) {
    throw new AppError(
      'conflict',
      'version.conflict',
      `This location is at version ${current.version} by now.`,
    );
  }

  if (!(await unit.locations.save(next))) throw codeTaken(next.code);
  await unit.events.changed(next);
  return next;
}

/** The location, locked. Throws 404 `location.not_found`. */
export async function found(
  unit: { locations: Pick<Locations, 'findForUpdate'> },
  id: string,
): Promise<Location> {
  const location = await unit.locations.findForUpdate(id);
  if (location === undefined) throw locationNotFound();
  return location;
}

export const locationNotFound = (): AppError =>
  new AppError('notFound', 'location.not_found', 'There is no location of this id.');
