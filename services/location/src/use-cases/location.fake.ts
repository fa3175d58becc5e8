import type { Location } from '../domain/location.ts';
import type { LocationEvents, Locations } from './ports.ts';

/** A chain kept in memory: codes are unique, and what a failed transaction wrote is gone. */
export function fakeChain(...known: Location[]) {
  let rows = new Map(known.map((location) => [location.id, location]));
  let published: { type: 'created' | 'changed'; location: Location }[] = [];

  const isTaken = ({ id, code }: Location) =>
    [...rows.values()].some((other) => other.code === code && other.id !== id);
  const put = async (location: Location) => {
    if (isTaken(location)) return Promise.resolve(false);
    rows.set(location.id, structuredClone(location));
    return Promise.resolve(true);
  };
  const find = async (matches: (location: Location) => boolean) =>
    Promise.resolve(structuredClone([...rows.values()].find(matches)));

  const locations: Locations = {
    add: async (location) => (rows.has(location.id) ? Promise.resolve(false) : put(location)),
    save: put,
    findForUpdate: (id) => find((location) => location.id === id),
    findByCodeForUpdate: (code) => find((location) => location.code === code),
  };
  const tell = (type: 'created' | 'changed') => async (location: Location) => {
    published.push({ type, location });
    return Promise.resolve();
  };
  const events: LocationEvents = { created: tell('created'), changed: tell('changed') };
  const unit = { locations, events };

  return {
    unit,
    inTransaction: async <T>(work: (within: typeof unit) => Promise<T>): Promise<T> => {
      const before = { rows: new Map(rows), published: [...published] };
      try {
        return await work(unit);
      } catch (error) {
        ({ rows, published } = before);
        throw error;
      }
    },
    all: () => [...rows.values()],
    published: () => published,
  };
}

export const aShop = (changes: Partial<Location> = {}): Location => ({
  id: '0193a1b0-0000-7000-8000-000000000001',
  code: 'MTL1',
  name: 'Plateau',
  type: 'store',
  address: '4200, rue Saint-Denis',
  city: 'Montréal',
  active: true,
  version: 1,
  registers: [],
  ...changes,
});

/** Ids in the order they are asked for: `id-1`, `id-2`… */
export function countedIds(): () => string {
  let count = 0;
  return () => {
    count += 1;
    return `id-${count}`;
  };
}
