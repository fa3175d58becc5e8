export {
  engineEnv,
  findBinary,
  withPrivileges,
  type EngineCommand,
  type EngineUser,
} from './engine-command.ts';
export { EngineError, freePort, isPortFree, type Engine, type EngineLog } from './engine-process.ts';
export { engineUser, makeOwnFolder } from './engine-user.ts';
export { mariadbCommand, mariadbSocket, type MariadbOptions } from './mariadb-command.ts';
export { mariadbAnswers, prepareMariadb, startMariadb } from './mariadb.ts';
export {
  dropSchema,
  EXPORTER_ACCOUNT,
  provisionExporter,
  provisionSchema,
  type MariadbAdmin,
} from './provision.ts';
export {
  prepareRedis,
  redisAnswers,
  redisCommand,
  redisConfig,
  startRedis,
  type RedisOptions,
} from './redis.ts';
export { ensurePackages, meshBinaries, missingPackages, type Binary } from './packages.ts';
