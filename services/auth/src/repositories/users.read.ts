import type { Database, Role } from '@comptoir/service-kit';
import type { Knex } from 'knex';
import type { User } from '../domain/user.ts';
import { profileOf } from '../domain/user.ts';
import type { UserRow } from './users.rows.ts';
import { USER_COLUMNS, userOf } from './users.rows.ts';

export interface UserListQuery {
  role?: Role | undefined;
  locationId?: string | undefined;
  search?: string | undefined;
  deleted: boolean;
  page: number;
  size: number;
  sort: { field: 'username' | 'displayName' | 'role'; descending: boolean }[];
}

const COLUMN = { username: 'username_key', displayName: 'display_name', role: 'role' };

/** Reads that feed screens. */
export function userReads({ knex, query }: Database) {
  return {
    /** Deleted users too. */
    one: async (id: string): Promise<User | undefined> => {
      const [row] = await query<UserRow>(`SELECT ${USER_COLUMNS} FROM users WHERE id = ?`, [id]);
      return row && userOf(row);
    },

    list: async ({ role, locationId, search, deleted, page, size, sort }: UserListQuery) => {
      const matching = knex('users');
      void (deleted ? matching.whereNotNull('deleted_at') : matching.whereNull('deleted_at'));
      if (role !== undefined) void matching.where({ role });
      if (locationId !== undefined) void matching.where('location_id', locationId);
      if (search !== undefined) void matching.where((either) => matchesText(either, search));

      const [{ total } = { total: 0 }] = await matching.clone().count<{ total: number }[]>('* as total');
      const asked = sort.map(({ field, descending }) => ({
        column: COLUMN[field],
        order: descending ? 'desc' : 'asc',
      }));
      const rows = (await matching
        .select(USER_COLUMNS.split(', '))
        .orderBy([...asked, { column: 'username_key', order: 'asc' }])
        .limit(size)
        .offset((page - 1) * size)) as UserRow[];
      const items = rows.map((row) => ({ ...profileOf(userOf(row)), deletedAt: row.deletedAt }));
      return { items, page, size, total };
    },
  };
}

export type UserReads = ReturnType<typeof userReads>;

function matchesText(either: Knex.QueryBuilder, search: string): void {
  const anywhere = `%${search.replaceAll(/[\\%_]/g, String.raw`\$&`)}%`;
  void either.whereILike('username', anywhere).orWhereILike('display_name', anywhere);
}
