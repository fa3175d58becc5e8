import { randomBytes } from 'node:crypto';
import { join } from 'node:path';
import type { Database, Kit } from '@comptoir/service-kit';
import type { TestMesh, TestService } from '@comptoir/test-kit';
import { startTestMesh } from '@comptoir/test-kit';
import { v7 as uuidv7 } from 'uuid';
import { createApp } from '../src/app.ts';
import type { AuthConfig } from '../src/config.ts';
import { loadConfig } from '../src/config.ts';

export type Role = 'clerk' | 'manager' | 'headOffice' | 'logistics' | 'supplier' | 'customer' | 'operator';

export interface Person {
  id: string;
  username: string;
  password: string;
  /** What the person sends to be known. */
  signedIn: { headers: { authorization: string } };
  refreshToken: string;
}

const AUTH_KEY_SECRET = randomBytes(32).toString('base64url');

/** The auth service on a database of the test's own, beside a location service that knows `shop` and a `closedShop`. */
export async function startAuth(env: Record<string, string> = {}) {
  const mesh = await startTestMesh();
  const shop = uuidv7();
  const closedShop = uuidv7();
  mesh.gateway.route(
    'location',
    locationsWith(
      new Map([
        [shop, true],
        [closedShop, false],
      ]),
    ),
  );
  const { auth, database } = await startReplica(mesh, env);
  return { mesh, auth, database, shop, closedShop };
}

export type StartedAuth = Awaited<ReturnType<typeof startAuth>>;

/** One more replica on the same data, or the first one. `database` looks into what it keeps. */
export async function startReplica(mesh: TestMesh, env: Record<string, string> = {}, sharing?: TestService) {
  let database: Database | undefined;
  const auth = await mesh.start('auth', {
    folder: join(import.meta.dirname, '..'),
    loadConfig,
    createApp: (config: AuthConfig, kit: Kit) =>
      createApp(config, {
        ...kit,
        openDatabase: (settings) => {
          database = kit.openDatabase(settings);
          return database;
        },
      }),
    env: { AUTH_KEY_SECRET, ...env },
    ...(sharing === undefined ? {} : { sharing, replica: '2' }),
  });
  if (database === undefined) throw new Error('the service started without its database');
  return { auth, database };
}

function locationsWith(known: Map<string, boolean>) {
  return ({ path }: { path: string }) => {
    const id = path.replace('/internal/locations/', '');
    const active = known.get(id);
    if (active === undefined) {
      const code = 'location.not_found';
      return {
        status: 404,
        body: { type: code, title: code, status: 404, code, detail: 'None.', traceId: '' },
      };
    }
    const place = {
      id,
      code: 'MTL1',
      name: 'Plateau',
      type: 'store',
      address: null,
      city: null,
      active,
      version: 1,
    };
    return { status: 200, body: { ...place, registers: [] } };
  };
}

/** Somebody of this role, signed in. */
export async function hire({ auth, shop }: StartedAuth, role: Role): Promise<Person> {
  const username = `${role}-${uuidv7()}`;
  const password = `password of ${username}`;
  const isPlaced = role === 'clerk' || role === 'manager';
  const user = { username, password, role, ...(isPlaced ? { locationId: shop } : {}) };
  const hired = await auth.call('PUT', '/internal/users', { from: 'mesh', body: { users: [user] } });
  const { body } = await logIn(auth, username, password);
  return {
    id: hired.body.items[0].id,
    username,
    password,
    signedIn: bearer(body.accessToken),
    refreshToken: body.refreshToken,
  };
}

export const bearer = (token: string) => ({ headers: { authorization: `Bearer ${token}` } });

/** Addresses are those the gateway would have seen; everybody has their own unless the test says otherwise. */
export function logIn(auth: TestService, username: string, password: string, address = '127.0.0.1') {
  const headers = { 'x-forwarded-for': address };
  return auth.call('POST', '/api/auth/login', { body: { username, password }, headers });
}

/** Types and versions of the events about one user, oldest first. */
export async function eventsOf(
  { database }: StartedAuth,
  id: string,
): Promise<{ type: string; version: number }[]> {
  return database.query<{ type: string; version: number }>(
    `SELECT type, CAST(JSON_VALUE(envelope, '$.aggregateversion') AS INT) AS version FROM outbox
     WHERE JSON_VALUE(envelope, '$.subject') = ? ORDER BY position`,
    [id],
  );
}

export const pointersOf = (answer: { body: { errors: { pointer: string }[] } }): string[] =>
  answer.body.errors.map(({ pointer }) => pointer).toSorted();
