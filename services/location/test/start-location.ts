import { join } from 'node:path';
import type { Kit } from '@comptoir/service-kit';
import { startTestMesh } from '@comptoir/test-kit';
import { createApp } from '../src/app.ts';
import type { LocationConfig } from '../src/config.ts';
import { loadConfig } from '../src/config.ts';

/** The location service on a database of the test's own; `database` looks into what it keeps. */
export async function startLocation() {
  const mesh = await startTestMesh();
  let database: ReturnType<Kit['openDatabase']> | undefined;
  const location = await mesh.start('location', {
    folder: join(import.meta.dirname, '..'),
    loadConfig,
    createApp: (config: LocationConfig, kit: Kit) =>
      createApp(config, {
        ...kit,
        openDatabase: (settings) => {
          database = kit.openDatabase(settings);
          return database;
        },
      }),
  });
  if (database === undefined) throw new Error('the service started without its database');
  return { mesh, location, database };
}

export type StartedLocation = Awaited<ReturnType<typeof startLocation>>;

/** Types and versions of the events about one location, oldest first. */
export async function eventsOf(
  { database }: StartedLocation,
  id: string,
): Promise<{ type: string; version: number }[]> {
  return database.query<{ type: string; version: number }>(
    `SELECT type, CAST(JSON_VALUE(envelope, '$.aggregateversion') AS INT) AS version FROM outbox
     WHERE JSON_VALUE(envelope, '$.subject') = ? ORDER BY position`,
    [id],
  );
}

export const headOffice = { sub: '0193a1b0-0000-7000-8000-0000000000aa', role: 'headOffice' } as const;
export const clerk = {
  sub: '0193a1b0-0000-7000-8000-0000000000bb',
  role: 'clerk',
  locationId: '0193a1b0-0000-7000-8000-0000000000cc',
} as const;
export const customer = { sub: '0193a1b0-0000-7000-8000-0000000000dd', role: 'customer' } as const;
export const nowhere = '0193a1b0-0000-7000-8000-0000000000ff';
