import type { Location } from '../api/locations.ts';

export const TYPES = ['store', 'logistics', 'headOffice'] as const;

/** A place as it is being typed. */
export interface LocationDraft {
  code: string;
  name: string;
  type: Location['type'];
  address: string;
  city: string;
  active: boolean;
}

export function draftOf(location: Location | undefined): LocationDraft {
  if (location === undefined)
    return { code: '', name: '', type: 'store', address: '', city: '', active: true };
  const { code, name, type, address, city, active } = location;
  return { code, name, type, address: address ?? '', city: city ?? '', active };
}

/** As the API takes a new place; one that is edited says as well whether it is open. */
export function bodyOf({ code, name, type, address, city }: LocationDraft): object {
  return { code: code.trim(), name, type, address: textOrNull(address), city: textOrNull(city) };
}

const textOrNull = (typed: string): string | null => (typed.trim() === '' ? null : typed);
