import { randomBytes } from 'node:crypto';
import { join } from 'node:path';
import { freePort, provisionSchema, startMariadb } from '@comptoir/mesh/engines';
import { createConnection } from 'mysql2/promise';
import type { Connection, RowDataPacket } from 'mysql2/promise';
import { v7 } from 'uuid';
import { count, emptyRun } from '../drive/tally.ts';
import type { Run } from '../drive/tally.ts';
import type { Measure } from './measure.ts';
import { SCHEMA, sqlCheckout } from './sql-checkout.ts';
import type { SqlBasket } from './sql-checkout.ts';
import type { Temporary } from './temporary.ts';

const LOCATIONS = 5;
const PRODUCTS = 60;
const UNITS = 1_000_000;

/** Its own MariaDB with the flags of the mesh's, durable, on the disk the mesh is on. Answers its DATABASE_URL and pid. */
async function startDatabase(temporary: Temporary, folder: string, connections: number) {
  const secret = () => randomBytes(18).toString('base64url');
  const rootPassword = secret();
  const port = await freePort();
  const engine = await startMariadb({
    dataDir: join(folder, 'data'),
    runDir: join(folder, 'run'),
    port,
    bufferPoolMb: 128,
    maxConnections: connections + 8,
    durable: true,
    diesWithParent: true,
    rootPassword,
    log: () => undefined,
  });
  temporary.add(() => engine.stop());
  const admin = { port, password: rootPassword };
  const url = await provisionSchema({ admin, schema: 'limits', user: 'limits', password: secret() });
  return { url, pid: engine.pid };
}

async function stockUp(
  connection: Connection,
  shops: readonly string[],
  productIds: readonly string[],
): Promise<void> {
  for (const statement of SCHEMA) await connection.query(statement);
  const rows = shops.flatMap((shop) => productIds.map((product) => [shop, product, UNITS]));
  await connection.query('INSERT INTO stock_levels (location_id, product_id, available) VALUES ?', [rows]);
}

/** Units that neither lie on a shelf nor were sold; anything but 0 is a wrong measurement. */
async function missingUnits(connection: Connection): Promise<number> {
  const [rows] = await connection.query<(RowDataPacket & { missing: string })[]>(
    `SELECT ${LOCATIONS * PRODUCTS * UNITS} - (SELECT SUM(available) FROM stock_levels)
       - (SELECT COALESCE(SUM(quantity), 0) FROM sale_lines) AS missing`,
  );
  return Number(rows[0]?.missing);
}

async function sellFor(
  seconds: number,
  sellers: readonly Connection[],
  basket: (turn: number) => SqlBasket,
  signal: AbortSignal,
) {
  const run: Run = emptyRun();
  const cpu = process.cpuUsage();
  const startedAt = performance.now();
  const busy = () => performance.now() - startedAt < seconds * 1000 && !signal.aborted;
  const sell = async (connection: Connection, seller: number) => {
    for (let turn = seller * 7; busy(); turn += 1) {
      const at = performance.now();
      run.sent += 1;
      try {
        await sqlCheckout(connection, basket(turn + seller));
        run.succeeded += 1;
        run.latencies.record(performance.now() - at);
      } catch (error) {
        count(run.unexpected, error instanceof Error ? error.message : String(error));
      }
    }
  };
  await Promise.all(sellers.map(sell));
  run.elapsedMs = performance.now() - startedAt;
  run.offeredPerSecond = (run.sent * 1000) / run.elapsedMs;
  const { user, system } = process.cpuUsage(cpu);
  run.generatorCpuMs = (user + system) / 1000;
  return run;
}

/** A checkout as one hand-written transaction, without a service around it: what the database alone can do. */
export async function sqlLimit(
  temporary: Temporary,
  { folder, connections, signal }: { folder: string; connections: number; signal: AbortSignal },
): Promise<Measure> {
  const { url, pid } = await startDatabase(temporary, folder, connections);
  const sellers = await Promise.all(Array.from({ length: connections }, () => createConnection(url)));
  temporary.add(() => Promise.allSettled(sellers.map((seller) => seller.end())));
  const [first] = sellers;
  if (first === undefined) throw new Error('No connection to sell on.');
  const ids = (length: number) => Array.from({ length }, () => v7());
  const [shops, productIds, registerId] = [ids(LOCATIONS), ids(PRODUCTS), v7()];
  await stockUp(first, shops, productIds);

  const at = (list: readonly string[], index: number) => list[index % list.length] ?? '';
  const basket = (turn: number): SqlBasket => ({
    locationId: at(shops, turn),
    registerId,
    productIds: [0, 1, 2].map((line) => at(productIds, turn * 3 + line)),
  });
  return {
    name: 'transaction',
    groups: new Map([['mariadb', [pid]]]),
    run: async (seconds) => {
      const run = await sellFor(seconds, sellers, basket, signal);
      const missing = await missingUnits(first);
      if (missing !== 0) count(run.unexpected, `${missing} units missing`);
      return run;
    },
  };
}
