import type { Role } from '@comptoir/service-kit';
import type { User } from '../domain/user.ts';

export const USER_COLUMNS =
  'id, username, display_name AS displayName, role, location_id AS locationId, password_hash AS passwordHash, active, version, deleted_at AS deletedAt';

/** A row as the driver gives it: a boolean column is 0 or 1. */
export interface UserRow {
  id: string;
  username: string;
  displayName: string;
  role: Role;
  locationId: string | null;
  passwordHash: string;
  active: number;
  version: number;
  deletedAt: Date | null;
}

export const userOf = (row: UserRow): User => ({ ...row, active: row.active === 1 });
