import type { Database } from '@comptoir/service-kit';
import type { Location, LocationType, Register } from '../domain/location.ts';
import type { LocationRow, RegisterRow } from './location.rows.ts';
import { LOCATION_COLUMNS, REGISTER_COLUMNS, locationOf, registerOf } from './location.rows.ts';

interface PageQuery<Field extends string> {
  page: number;
  size: number;
  sort: { field: Field; descending: boolean }[];
}

export type LocationListQuery = PageQuery<'code' | 'name' | 'city'> & { type?: LocationType | undefined };
export type RegisterListQuery = PageQuery<'number' | 'name'>;

/** Reads that feed screens and other services. */
export function locationReads({ knex, query }: Database) {
  const one = async (id: string) => {
    const [row] = await query<LocationRow>(`SELECT ${LOCATION_COLUMNS} FROM locations WHERE id = ?`, [id]);
    return row && locationOf(row);
  };

  return {
    one,

    all: async () => {
      const rows = await query<LocationRow>(`SELECT ${LOCATION_COLUMNS} FROM locations ORDER BY code`, []);
      return rows.map(locationOf);
    },

    withRegisters: async (id: string): Promise<Location | undefined> => {
      const location = await one(id);
      if (location === undefined) return undefined;
      const sql = `SELECT ${REGISTER_COLUMNS} FROM registers WHERE location_id = ? ORDER BY number`;
      const registers = await query<RegisterRow>(sql, [id]);
      return { ...location, registers: registers.map(registerOf) };
    },

    list: async ({ type, page, size, sort }: LocationListQuery) => {
      const matching = knex('locations').where(type === undefined ? {} : { type });
      const [{ total } = { total: 0 }] = await matching.clone().count<{ total: number }[]>('* as total');
      const rows = (await matching
        .select('id', 'code', 'name', 'type', 'address', 'city', 'active', 'version')
        .orderBy(orderOf(sort, 'code'))
        .limit(size)
        .offset((page - 1) * size)) as LocationRow[];
      return { items: rows.map(locationOf), page, size, total };
    },

    registers: async (locationId: string, { page, size, sort }: RegisterListQuery) => {
      const matching = knex('registers').where('location_id', locationId);
      const [{ total } = { total: 0 }] = await matching.clone().count<{ total: number }[]>('* as total');
      const rows = (await matching
        .select('id', 'number', 'name', 'active')
        .orderBy(orderOf(sort, 'number'))
        .limit(size)
        .offset((page - 1) * size)) as RegisterRow[];
      return { items: rows.map((row): Register => registerOf(row)), page, size, total };
    },
  };
}

export type LocationReads = ReturnType<typeof locationReads>;

/** Ends with a unique column, so that no row is on two pages. */
function orderOf(sort: { field: string; descending: boolean }[], unique: string) {
  const asked = sort.map(({ field, descending }) => ({ column: field, order: descending ? 'desc' : 'asc' }));
  return [...asked, { column: unique, order: 'asc' }];
}
