import type { Location, LocationChanges, Register } from '../domain/location.ts';
import { changed } from '../domain/location.ts';
import { codeTaken } from './open-location.ts';
import type { LocationEvents, Locations } from './ports.ts';

export interface UpsertLocationsUnit {
  locations: Pick<Locations, 'add' | 'findByCodeForUpdate' | 'save'>;
  events: LocationEvents;
}

export type UpsertedLocation = Pick<Location, 'code' | 'name' | 'type'> &
  Pick<LocationChanges, 'address' | 'city'> & { registers: readonly Pick<Register, 'number' | 'name'>[] };

/** Brings locations by code, and their registers by number, to what is asked; asking twice changes nothing more. */
export async function upsertLocations(
  unit: UpsertLocationsUnit,
  wanted: readonly UpsertedLocation[],
  newId: () => string,
): Promise<Location[]> {
  const byCode = new Map<string, Location>();
  // In order of code, so that two imports at once lock in one order.
  for (const location of wanted.toSorted((a, b) => (a.code < b.code ? -1 : 1))) {
    byCode.set(location.code, await upsert(unit, location, newId));
  }
  return wanted.flatMap(({ code }) => byCode.get(code) ?? []);
}

async function upsert(
  unit: UpsertLocationsUnit,
  wanted: UpsertedLocation,
  newId: () => string,
): Promise<Location> {
  const { code, name, type, address = null, city = null } = wanted;
  const fresh = { id: newId(), code, name, type, address, city, active: true, version: 1 };
  const opened: Location = { ...fresh, registers: mergedRegisters([], wanted.registers, newId) };
  if (await unit.locations.add(opened)) {
    await unit.events.created(opened);
    return opened;
  }

  const current = await unit.locations.findByCodeForUpdate(code);
  // Its code was changed between the two statements: the caller may ask again.
  if (current === undefined) throw codeTaken(code);
  const next = merged(current, wanted, newId);
  if (next === current) return current;
  await unit.locations.save(next);
  await unit.events.changed(next);
  return next;
}

function merged(
  current: Location,
  { registers, ...changes }: UpsertedLocation,
  newId: () => string,
): Location {
  const next = changed(current, changes);
  const known = new Map(current.registers.map(({ number, name }) => [number, name]));
  if (registers.every(({ number, name }) => known.get(number) === name)) return next;
  return {
    ...next,
    registers: mergedRegisters(current.registers, registers, newId),
    version: current.version + 1,
  };
}

function mergedRegisters(
  current: readonly Register[],
  wanted: UpsertedLocation['registers'],
  newId: () => string,
): Register[] {
  const byNumber = new Map(current.map((register) => [register.number, register]));
  for (const { number, name } of wanted) {
    const { id, active } = byNumber.get(number) ?? { id: newId(), active: true };
    byNumber.set(number, { id, number, name, active });
  }
  return [...byNumber.values()].toSorted((a, b) => a.number - b.number);
}
