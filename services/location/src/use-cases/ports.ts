import type { Location } from '../domain/location.ts';

/** Locations with their registers, whole. */
export interface Locations {
  /** False when the code is taken; nothing is written then. */
  add(location: Location): Promise<boolean>;
  /** Locks the location, and so its registers, until the transaction ends. */
  findForUpdate(id: string): Promise<Location | undefined>;
  findByCodeForUpdate(code: string): Promise<Location | undefined>;
  /** Writes a location that was found for update. False when its new code is taken. */
  save(location: Location): Promise<boolean>;
}

/** What location tells the others, kept with the change it tells of. */
export interface LocationEvents {
  created(location: Location): Promise<void>;
  changed(location: Location): Promise<void>;
}
