import type { User } from '@comptoir/contracts/http/auth';

export const ROLES = [
  'clerk',
  'manager',
  'headOffice',
  'logistics',
  'supplier',
  'customer',
  'operator',
] as const satisfies readonly User['role'][];

/** A user as they are being typed. */
export interface UserDraft {
  username: string;
  displayName: string;
  password: string;
  role: User['role'];
  locationId: string;
  active: boolean;
}

export function draftOf(user: User | undefined): UserDraft {
  if (user === undefined) {
    return { username: '', displayName: '', password: '', role: 'clerk', locationId: '', active: true };
  }
  const { username, displayName, role, locationId, active } = user;
  return { username, displayName, password: '', role, locationId: locationId ?? '', active };
}

const placeOf = ({ locationId }: UserDraft): string | null => (locationId === '' ? null : locationId);

/** As the API takes a new user. Without a name they are called by their username. */
export function newUserOf(draft: UserDraft): object {
  const { username, displayName, password, role } = draft;
  const called = displayName.trim() === '' ? {} : { displayName };
  return { username: username.trim(), password, role, locationId: placeOf(draft), ...called };
}

export function editOf(draft: UserDraft, version: number | undefined): object {
  const { displayName, role, active } = draft;
  return { displayName, role, locationId: placeOf(draft), active, version };
}
