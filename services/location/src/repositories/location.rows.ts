import type { Location, LocationType, Register } from '../domain/location.ts';

export const LOCATION_COLUMNS = 'id, code, name, type, address, city, active, version';
export const REGISTER_COLUMNS = 'id, number, name, active';

/** A row as the driver gives it: a boolean column is 0 or 1. */
export interface LocationRow {
  id: string;
  code: string;
  name: string;
  type: LocationType;
  address: string | null;
  city: string | null;
  active: number;
  version: number;
}

export type RegisterRow = Omit<Register, 'active'> & { active: number };

export const locationOf = (row: LocationRow): Omit<Location, 'registers'> => ({
  ...row,
  active: row.active === 1,
});
export const registerOf = (row: RegisterRow): Register => ({ ...row, active: row.active === 1 });
