import { AppError } from '@comptoir/service-kit';

export type LocationType = 'store' | 'logistics' | 'headOffice';

export interface Register {
  id: string;
  /** 1 to 99, printed on receipts. */
  number: number;
  name: string;
  active: boolean;
}

/** A place of the chain. Its registers belong to it: a change of either is a new version of the whole. */
export interface Location {
  id: string;
  code: string;
  name: string;
  type: LocationType;
  address: string | null;
  city: string | null;
  active: boolean;
  version: number;
  registers: Register[];
}

/** What a person may change of a location; fields that are missing stay as they are. */
export interface LocationChanges {
  code?: string | undefined;
  name?: string | undefined;
  type?: LocationType | undefined;
  address?: string | null | undefined;
  city?: string | null | undefined;
  active?: boolean | undefined;
}

const HIGHEST_REGISTER = 99;

/** The location with these changes, as its next version; the very same object when they change nothing. */
export function changed(location: Location, changes: LocationChanges): Location {
  const next: Location = {
    ...location,
    code: changes.code ?? location.code,
    name: changes.name ?? location.name,
    type: changes.type ?? location.type,
    address: changes.address === undefined ? location.address : changes.address,
    city: changes.city === undefined ? location.city : changes.city,
    active: changes.active ?? location.active,
  };
  return isSame(location, next) ? location : { ...next, version: location.version + 1 };
}

function isSame(a: Location, b: Location): boolean {
  return (
    a.code === b.code &&
    a.name === b.name &&
    a.type === b.type &&
    a.address === b.address &&
    a.city === b.city &&
    a.active === b.active
  );
}

/**
 * The number for one more register: the one asked for, or the one after the highest.
 * Throws 409 `register.number_taken`, and 409 `register.none_left` after number 99.
 */
export function registerNumberFor({ registers }: Location, asked: number | undefined): number {
  const taken = registers.map(({ number }) => number);
  if (asked !== undefined && taken.includes(asked)) {
    throw new AppError('conflict', 'register.number_taken', `This location has a register ${asked} already.`);
  }
  const number = asked ?? Math.max(0, ...taken) + 1;
  if (number > HIGHEST_REGISTER) {
    throw new AppError(
      'conflict',
      'register.none_left',
      `No number is left after register ${HIGHEST_REGISTER}.`,
    );
  }
  return number;
}

/** The location with one more register, as its next version. */
export function withRegister(location: Location, register: Register): Location {
  const registers = [...location.registers, register].toSorted((a, b) => a.number - b.number);
  return { ...location, registers, version: location.version + 1 };
}
