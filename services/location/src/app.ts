import { locationChanged, locationCreated } from '@comptoir/contracts/events/location';
import { openEventBus } from '@comptoir/event-bus';
import type { App, Kit } from '@comptoir/service-kit';
import { v7 as uuidv7 } from 'uuid';
import type { LocationConfig } from './config.ts';
import { locationReads } from './repositories/location.read.ts';
import { internalRoutes } from './routes/internal.routes.ts';
import { locationsRoutes } from './routes/locations.routes.ts';
import { registersRoutes } from './routes/registers.routes.ts';
import type { InTransaction } from './unit.ts';
import { locationUnit } from './unit.ts';

/** Composition root of location: every object is made here, every route is wired here. */
export function createApp(config: LocationConfig, kit: Kit): App {
  const database = kit.openDatabase(config);
  const publishes = [locationCreated, locationChanged];
  const bus = openEventBus(kit, { database, redisUrl: config.REDIS_DATA_URL, publishes });
  const reads = locationReads(database);

  const inTransaction: InTransaction = async (context, work) => {
    const result = await database.inTransaction((trx) => work(locationUnit(trx, context)));
    bus.nudge();
    return result;
  };

  const deps = { reads, inTransaction, newId: uuidv7 };
  return { routes: [...locationsRoutes(deps), ...registersRoutes(deps), ...internalRoutes(deps)] };
}
