import { randomBytes } from 'node:crypto';
import { userChanged, userCreated, userDeleted } from '@comptoir/contracts/events/auth';
import { openEventBus } from '@comptoir/event-bus';
import { locationClient } from '@comptoir/location-client';
import type { App, Database, Kit } from '@comptoir/service-kit';
import { AppError, every } from '@comptoir/service-kit';
import { v7 as uuidv7 } from 'uuid';
import type { AuthConfig } from './config.ts';
import { authMetrics } from './metrics.ts';
import { loginReads } from './repositories/login.read.ts';
import { signingKeysRepository } from './repositories/signing-keys.repository.ts';
import { sweeper } from './repositories/sweeper.repository.ts';
import { userReads } from './repositories/users.read.ts';
import { importRoutes } from './routes/import.routes.ts';
import { loginRoutes } from './routes/login.routes.ts';
import { registrationRoutes } from './routes/registration.routes.ts';
import { sessionsRoutes } from './routes/sessions.routes.ts';
import { signingKeysRoutes } from './routes/signing-keys.routes.ts';
import { usersRoutes } from './routes/users.routes.ts';
import { accessTokens } from './security/access-tokens.ts';
import { inTurn } from './security/in-turn.ts';
import { argon2Passwords } from './security/passwords.ts';
import { aesSealer } from './security/sealer.ts';
import { newSigningKey, publicJwkOf } from './security/signing-keys.ts';
import type { InTransaction } from './unit.ts';
import { authUnit } from './unit.ts';
import type { RotationDeps } from './use-cases/rotate-signing-key.ts';
import { keysOrFirst, rotateSigningKey } from './use-cases/rotate-signing-key.ts';
import type { Fresh } from './use-cases/start-session.ts';

const SWEEP_EVERY_MS = 600_000;
/** Shorter than the gateway's: whoever waits here in vain hears why. */
const HASH_PATIENCE_MS = 4_000;
const DAY_MS = 86_400_000;

/** Composition root of auth: every object is made here, every route is wired here. */
export function createApp(config: AuthConfig, kit: Kit): App {
  const database = kit.openDatabase(config);
  const publishes = [userCreated, userChanged, userDeleted];
  const bus = openEventBus(kit, { database, redisUrl: config.REDIS_DATA_URL, publishes });
  const metrics = authMetrics(kit.metrics.registry);
  const users = userReads(database);
  const accounts = loginReads(database);
  const locations = locationClient(kit.client('location'));

  const inTransaction: InTransaction = async (context, work) => {
    const result = await database.inTransaction((trx) => work(authUnit(trx, context)));
    bus.nudge();
    return result;
  };

  const passwords = argon2Passwords(
    kit.bounded('password hashes', {
      atOnce: config.PASSWORD_HASHES_AT_ONCE,
      waiting: config.PASSWORD_HASHES_WAITING,
      patienceMs: HASH_PATIENCE_MS,
      refusal: tooManyPasswords,
    }),
  );
  const { tokens, rotation, signingKeys } = signing(config, database);
  const fresh = freshFor(config.REFRESH_TOKEN_DAYS);

  const sweep = sweeper(database, rotation.keys);
  every(SWEEP_EVERY_MS, kit, 'sweep what has expired', (context) => sweep(context.now));

  const deps = {
    users,
    accounts,
    passwords,
    tokens,
    locations,
    metrics,
    inTransaction,
    fresh,
    newId: uuidv7,
  };
  return {
    routes: [
      ...loginRoutes({ ...deps, inTurn: inTurn() }),
      ...sessionsRoutes(deps),
      ...registrationRoutes(deps),
      ...usersRoutes(deps),
      ...importRoutes({ ...deps, findByUsername: accounts.findByUsername }),
      ...signingKeysRoutes(signingKeys),
    ],
  };
}

/** What signs access tokens, and what publishes the keys to check them with. */
function signing(config: AuthConfig, database: Database) {
  const sealer = aesSealer(config.AUTH_KEY_SECRET);
  const rotation: RotationDeps = {
    ...signingKeysRepository(database),
    newKey: (generation, signsFrom) => newSigningKey(sealer, generation, signsFrom),
  };
  const keys = (now: Date) => keysOrFirst(rotation, now);
  const rotate = (now: Date, signsFrom: Date) => rotateSigningKey(rotation, now, signsFrom);
  const leadSeconds = config.SIGNING_KEY_LEAD_SECONDS;
  return {
    rotation,
    tokens: accessTokens(sealer, keys),
    signingKeys: { keys, rotate, publicJwkOf, leadSeconds },
  };
}

/** Chance and expiry of one sign-in or one refresh. */
function freshFor(days: number) {
  return (now: Date): Fresh => ({
    id: uuidv7(),
    secret: randomBytes(32).toString('base64url'),
    now,
    expiresAt: new Date(now.getTime() + days * DAY_MS),
  });
}

function tooManyPasswords(): AppError {
  return new AppError('unavailable', 'auth.overloaded', 'Too many passwords are being checked right now.', {
    retryAfterSeconds: 1,
  });
}
