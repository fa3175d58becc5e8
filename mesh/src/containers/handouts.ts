import { readFileSync } from 'node:fs';
import { redisConfig } from '../engines/index.ts';
import type { Passwords, Secrets } from '../home/secrets.ts';
import { mariadbAddress, redisPort } from './addresses.ts';
import type { Handout } from './hand-out.ts';

/** The accounts the images of docker-compose.yml run under. */
const ACCOUNTS = { node: 1000, mariadb: 999, redis: 999, grafana: 472 };

/** Each container's share of the secrets: a service knows its own key and its own password, and no other. */
export function handoutsOf(
  secrets: Secrets,
  services: readonly string[],
  grafanaPassword: string,
): Handout[] {
  const { passwords, keys } = secrets;
  const publicKeys = readFileSync(keys.publicFile, 'utf8');
  return [
    ...services.map((service) => ({
      folder: service,
      account: ACCOUNTS.node,
      files: {
        'service.env': envFile(serviceSecrets(service, passwords)),
        'service.jwk': readFileSync(keys.fileOf(service), 'utf8'),
        'services.jwks.json': publicKeys,
      },
    })),
    { folder: 'mariadb', account: ACCOUNTS.mariadb, files: { 'root-password': passwords.mariadbRoot } },
    redisHandout('cache', passwords.redisCache, 64),
    redisHandout('data', passwords.redisData, 256),
    {
      folder: 'provision',
      account: ACCOUNTS.node,
      files: {
        'passwords.json': JSON.stringify({
          mariadbRoot: passwords.mariadbRoot,
          services: passwords.services,
        }),
      },
    },
    {
      folder: 'seed',
      account: ACCOUNTS.node,
      files: { 'mesh.jwk': readFileSync(keys.fileOf('mesh'), 'utf8') },
    },
    { folder: 'grafana', account: ACCOUNTS.grafana, files: { 'admin-password': grafanaPassword } },
  ];
}

function serviceSecrets(service: string, passwords: Passwords): Record<string, string> {
  const { host, port } = mariadbAddress;
  return {
    DATABASE_URL: `mysql://${service}:${passwords.services[service] ?? ''}@${host}:${port}/${service}`,
    REDIS_CACHE_URL: `redis://:${passwords.redisCache}@redis-cache:${redisPort}`,
    REDIS_DATA_URL: `redis://:${passwords.redisData}@redis-data:${redisPort}`,
    ...(service === 'auth' ? { AUTH_KEY_SECRET: passwords.authKeySecret } : {}),
  };
}

// The same configuration as on a machine; the compose file opens it to the network of the containers.
function redisHandout(role: 'cache' | 'data', password: string, maxMemoryMb: number): Handout {
  const config = redisConfig({ dir: '/data', port: redisPort, password, role, maxMemoryMb });
  return {
    folder: `redis-${role}`,
    account: ACCOUNTS.redis,
    files: { 'redis.conf': config, password },
  };
}

/** What `node --env-file` reads; the passwords are base64url, so nothing needs quotes. */
function envFile(values: Readonly<Record<string, string>>): string {
  return `${Object.entries(values)
    .map(([name, value]) => `${name}=${value}`)
    .join('\n')}\n`;
}
