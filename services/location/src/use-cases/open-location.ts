import { AppError } from '@comptoir/service-kit';
import type { Location } from '../domain/location.ts';
import type { LocationEvents, Locations } from './ports.ts';

export interface OpenLocationUnit {
  locations: Pick<Locations, 'add'>;
  events: Pick<LocationEvents, 'created'>;
}

export type NewLocation = Pick<Location, 'id' | 'code' | 'name' | 'type' | 'address' | 'city'>;

/** Adds a place to the chain, open and without registers. Throws 409 `location.code_taken`. */
export async function openLocation(unit: OpenLocationUnit, wanted: NewLocation): Promise<Location> {
  const location: Location = { ...wanted, active: true, version: 1, registers: [] };
  if (!(await unit.locations.add(location))) throw codeTaken(location.code);
  await unit.events.created(location);
  return location;
}

export function codeTaken(code: string): AppError {
  return new AppError('conflict', 'location.code_taken', `Another location has the code ${code}.`);
}
