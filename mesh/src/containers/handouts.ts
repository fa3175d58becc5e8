import { readFileSync } from 'node:fs';
import { alertmanagerConfiguration } from '../../../monitoring/alertmanager/configuration.ts';
import { redisConfig } from '../engines/index.ts';
import type { Passwords, Secrets } from '../home/secrets.ts';
import { mariadbClientFile } from '../plan/exporter-specs.ts';
import { mariadbAddress, redisAddress, redisPort } from './addresses.ts';
import type { Handout } from './hand-out.ts';

/** The accounts the images of docker-compose.yml run under. */
const ACCOUNTS = { node: 1000, mariadb: 999, redis: 999, grafana: 472, nobody: 65_534 };

interface Watching {
  grafanaPassword: string;
  webhookUrl: string | undefined;
}

/** Each container's share of the secrets: a service knows its own key and its own password, and no other. */
export function handoutsOf(
  secrets: Secrets,
  services: readonly string[],
  { grafanaPassword, webhookUrl }: Watching,
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
          exporter: passwords.exporter,
          services: passwords.services,
        }),
      },
    },
    {
      folder: 'seed',
      account: ACCOUNTS.node,
      files: { 'mesh.jwk': readFileSync(keys.fileOf('mesh'), 'utf8') },
    },
    ...watching(passwords, { grafanaPassword, webhookUrl }),
  ];
}

/** What those need who watch. */
function watching(passwords: Passwords, { grafanaPassword, webhookUrl }: Watching): Handout[] {
  return [
    {
      folder: 'mariadb-exporter',
      account: ACCOUNTS.nobody,
      files: { 'client.cnf': mariadbClientFile({ ...mariadbAddress, password: passwords.exporter }) },
    },
    {
      folder: 'redis-exporter',
      account: ACCOUNTS.nobody,
      files: {
        'passwords.json': JSON.stringify({
          [redisAddress('cache')]: passwords.redisCache,
          [redisAddress('data')]: passwords.redisData,
        }),
      },
    },
    // The address of the webhook may hold a secret.
    {
      folder: 'alertmanager',
      account: ACCOUNTS.nobody,
      files: { 'alertmanager.yml': alertmanagerConfiguration(webhookUrl) },
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
