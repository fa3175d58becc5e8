import type { OwnMesh } from '@comptoir/mesh/own-mesh';
import { Redis } from 'ioredis';
import { createConnection, type RowDataPacket } from 'mysql2/promise';

/** The databases themselves, past every service: what is really there. */
export interface Databases {
  rows(sql: string, params?: readonly (string | number)[]): Promise<RowDataPacket[]>;
  redisData: Redis;
  close(): Promise<void>;
}

/** Fresh connections as the administrator of that mesh. */
async function openDatabases(mesh: OwnMesh): Promise<Databases> {
  const { mariadbRoot, redisData: password } = mesh.passwords();
  const connection = await createConnection({
    host: '127.0.0.1',
    port: mesh.portOf('mariadb'),
    user: 'root',
    password: mariadbRoot,
    timezone: 'Z',
    // Sums of integers come as DECIMAL, which would else be text.
    decimalNumbers: true,
    connectTimeout: 3_000,
  });
  // The server may be killed under us; whoever asks next hears of it.
  connection.on('error', () => undefined);
  const redisData = new Redis({
    host: '127.0.0.1',
    port: mesh.portOf('redis-data'),
    password,
    maxRetriesPerRequest: 3,
  });
  redisData.on('error', () => undefined);
  return {
    rows: async (sql, params = []) => (await connection.query<RowDataPacket[]>(sql, [...params]))[0],
    redisData,
    close: async () => {
      redisData.disconnect();
      await connection.end().catch(() => connection.destroy());
    },
  };
}

/** Databases for as long as some work takes. */
export async function withDatabases<T>(
  mesh: OwnMesh,
  work: (databases: Databases) => Promise<T>,
): Promise<T> {
  const databases = await openDatabases(mesh);
  try {
    return await work(databases);
  } finally {
    await databases.close();
  }
}
