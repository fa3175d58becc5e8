import { listedUser, newUser, role, user as userShape, userEdit } from '@comptoir/contracts/http/auth';
import { pageOf, pageQuery } from '@comptoir/contracts/paging';
import { id, text } from '@comptoir/contracts/primitives';
import type { LocationClient } from '@comptoir/location-client';
import type { Route } from '@comptoir/service-kit';
import { created, noContent, ok, roles, route } from '@comptoir/service-kit';
import { z } from 'zod';
import { assertPlaced, profileOf } from '../domain/user.ts';
import type { UserReads } from '../repositories/users.read.ts';
import type { InTransaction } from '../unit.ts';
import { userNotFound } from '../use-cases/administered-user.ts';
import { createUser, newPasswordHash } from '../use-cases/create-user.ts';
import { deleteUser } from '../use-cases/delete-user.ts';
import { editUser } from '../use-cases/edit-user.ts';
import type { Passwords } from '../use-cases/ports.ts';

export interface UsersDeps {
  users: UserReads;
  inTransaction: InTransaction;
  passwords: Passwords;
  locations: Pick<LocationClient, 'find'>;
  newId(): string;
}

export const usersRoutes = (deps: UsersDeps): Route[] => [
  list(deps),
  one(deps),
  create(deps),
  edit(deps),
  remove(deps),
];

const access = roles('headOffice');
const params = z.object({ id });
const PLACED = {
  'user.location_required': 'clerks and managers work at one location (422)',
  'user.location_not_allowed': 'all others belong to none (422)',
  'location.unknown': 'there is no open location of this id (422)',
  'password.is_username': 'the password is the username (422)',
};

const listQuery = pageQuery(['username', 'displayName', 'role']).extend({
  role: role.optional(),
  locationId: id.optional(),
  search: text(100).optional(),
  deleted: z
    .enum(['true', 'false'])
    .default('false')
    .transform((value) => value === 'true'),
});

const list = ({ users }: UsersDeps) =>
  route(
    'GET',
    '/api/users',
    {
      summary: 'Users by role, location or name; deleted ones with ?deleted=true',
      access,
      query: listQuery,
      answers: { 200: pageOf(listedUser) },
    },
    async ({ query }) => ok(await users.list(query)),
  );

const one = ({ users }: UsersDeps) =>
  route(
    'GET',
    '/api/users/:id',
    { summary: 'One user', access, params, answers: { 200: userShape } },
    async (request) => ok(profileOf(await live(users, request.params.id))),
  );

const create = ({ inTransaction, passwords, locations, newId }: UsersDeps) =>
  route(
    'POST',
    '/api/users',
    {
      summary: 'Add a user of any role',
      access,
      body: newUser,
      answers: { 201: userShape },
      refusals: { 'user.username_taken': 'somebody has this username, or had it (409)', ...PLACED },
    },
    async ({ body: { password, ...wanted }, context }) => {
      const placed = { ...wanted, locationId: wanted.locationId ?? null };
      assertPlaced(placed);
      if (placed.locationId !== null) await locations.find(placed.locationId, context);
      const passwordHash = await newPasswordHash(passwords, password, wanted.username);
      const user = await inTransaction(context, (unit) =>
        createUser(unit, { ...placed, id: newId(), passwordHash }),
      );
      return created(profileOf(user), { Location: `/api/users/${user.id}` });
    },
  );

const edit = ({ users, inTransaction, passwords, locations }: UsersDeps) =>
  route(
    'PATCH',
    '/api/users/:id',
    {
      summary: 'Change a user; a new password, or active: false, ends all their sign-ins',
      access,
      params,
      body: userEdit,
      answers: { 200: userShape },
      refusals: {
        'version.conflict': 'somebody changed the user meanwhile (409)',
        'user.self_demotion': 'nobody takes their own rights away (409)',
        ...PLACED,
      },
    },
    async ({ params: { id: userId }, body: { password, version, ...changes }, actor, context }) => {
      const { username } = await live(users, userId);
      if (changes.locationId != null) await locations.find(changes.locationId, context);
      const passwordHash =
        password === undefined ? undefined : await newPasswordHash(passwords, password, username);
      const wanted = {
        id: userId,
        actorId: actor.sub,
        version,
        changes: { ...changes, passwordHash },
        now: context.now,
      };
      return ok(profileOf(await inTransaction(context, (unit) => editUser(unit, wanted))));
    },
  );

const remove = ({ inTransaction }: UsersDeps) =>
  route(
    'DELETE',
    '/api/users/:id',
    {
      summary: 'Delete a user: they never sign in again, their history stays',
      access,
      params,
      answers: { 204: null },
      refusals: { 'user.self_delete': 'nobody deletes themself (409)' },
    },
    async ({ params: { id: userId }, actor, context }) => {
      await inTransaction(context, (unit) =>
        deleteUser(unit, { id: userId, actorId: actor.sub, now: context.now }),
      );
      return noContent();
    },
  );

async function live(users: Pick<UserReads, 'one'>, userId: string) {
  const user = await users.one(userId);
  if (user === undefined || user.deletedAt !== null) throw userNotFound();
  return user;
}
