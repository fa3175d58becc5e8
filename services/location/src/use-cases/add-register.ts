import type { Register } from '../domain/location.ts';
import { registerNumberFor, withRegister } from '../domain/location.ts';
import type { EditLocationUnit } from './edit-location.ts';
import { found } from './edit-location.ts';

export interface NewRegister {
  locationId: string;
  id: string;
  /** The next one when missing. */
  number?: number | undefined;
  name: string;
}

/** Puts one more register into a location. Throws 404 `location.not_found`, 409 `register.number_taken` or `register.none_left`. */
export async function addRegister(
  unit: EditLocationUnit,
  { locationId, id, number, name }: NewRegister,
): Promise<Register> {
  const location = await found(unit, locationId);
  const register: Register = { id, number: registerNumberFor(location, number), name, active: true };

  const next = withRegister(location, register);
  await unit.locations.save(next);
  await unit.events.changed(next);
  return register;
}
