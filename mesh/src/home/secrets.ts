import { randomBytes } from 'node:crypto';
import { existsSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { z } from 'zod';
import { makeServiceKeys, type ServiceKeys } from './service-keys.ts';
import { writeFileAtomically } from './write-file.ts';

const passwordsSchema = z.object({
  mariadbRoot: z.string(),
  redisCache: z.string(),
  redisData: z.string(),
  /** MariaDB's account of the exporter; homes made before there was one have none. */
  exporter: z.string().optional(),
  /** Encrypts auth's signing keys at rest; 32 bytes. */
  authKeySecret: z.string(),
  /** Database password of each service. */
  services: z.record(z.string(), z.string()),
});

export type KnownPasswords = z.infer<typeof passwordsSchema>;
export type Passwords = KnownPasswords & { exporter: string };

export interface Secrets {
  passwords: Passwords;
  keys: ServiceKeys;
}

/** Reads the secrets of this machine; makes at random what is missing, so a new service gets its own at the next start. */
export async function openSecrets(folder: string, services: readonly string[]): Promise<Secrets> {
  const file = passwordsFile(folder);
  const known = existsSync(file) ? readPasswords(folder) : undefined;
  const passwords: Passwords = {
    mariadbRoot: known?.mariadbRoot ?? randomSecret(),
    redisCache: known?.redisCache ?? randomSecret(),
    redisData: known?.redisData ?? randomSecret(),
    exporter: known?.exporter ?? randomSecret(),
    authKeySecret: known?.authKeySecret ?? randomSecret(),
    services: {
      ...known?.services,
      ...Object.fromEntries(services.map((name) => [name, known?.services[name] ?? randomSecret()])),
    },
  };
  writeFileAtomically(file, `${JSON.stringify(passwords, null, 2)}\n`);
  return { passwords, keys: await makeServiceKeys(folder, [...services, 'mesh']) };
}

/** The passwords of a mesh that has been started before. */
export function readPasswords(folder: string): KnownPasswords {
  return passwordsSchema.parse(JSON.parse(readFileSync(passwordsFile(folder), 'utf8')));
}

const passwordsFile = (folder: string) => path.join(folder, 'passwords.json');

function randomSecret(): string {
  return randomBytes(32).toString('base64url');
}
