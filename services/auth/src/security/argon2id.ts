import { argon2 } from 'node:crypto';
import { z } from 'zod';

/** OWASP Password Storage Cheat Sheet: 19 MiB, two passes, one lane. */
export const COST = { memory: 19_456, passes: 2, parallelism: 1 };
export const TAG_BYTES = 32;
export const SALT_BYTES = 16;

export interface Hashed {
  memory: number;
  passes: number;
  parallelism: number;
  salt: Buffer;
  tag: Buffer;
}

/** On libuv's threads, so that the event loop turns on. About 20 ms and 19 MiB. */
export function argon2id(
  password: string,
  { memory, passes, parallelism, salt, tag }: Omit<Hashed, 'tag'> & { tag: { length: number } },
): Promise<Buffer> {
  const parameters = {
    message: Buffer.from(password),
    nonce: salt,
    memory,
    passes,
    parallelism,
    tagLength: tag.length,
  };
  return new Promise((resolve, reject) => {
    argon2('argon2id', parameters, (error, derived) => {
      if (error) reject(error);
      else resolve(derived);
    });
  });
}

const PHC = /^\$argon2id\$v=19\$m=(\d+),t=(\d+),p=(\d+)\$([A-Za-z0-9+/]+)\$([A-Za-z0-9+/]+)$/;
const count = z.coerce.number().int().positive();

/** `$argon2id$v=19$m=19456,t=2,p=1$salt$tag` in unpadded base64: the PHC string format. */
export function toPhc({ memory, passes, parallelism, salt, tag }: Hashed): string {
  return `$argon2id$v=19$m=${memory},t=${passes},p=${parallelism}$${unpadded(salt)}$${unpadded(tag)}`;
}

/** Throws when the text is not of that format. */
export function fromPhc(text: string): Hashed {
  const [, memory, passes, parallelism, salt = '', tag = ''] = PHC.exec(text) ?? [];
  if (tag === '') throw new Error('a password hash is not an Argon2id PHC string');
  return {
    memory: count.parse(memory),
    passes: count.parse(passes),
    parallelism: count.parse(parallelism),
    salt: Buffer.from(salt, 'base64'),
    tag: Buffer.from(tag, 'base64'),
  };
}

const unpadded = (bytes: Buffer): string => bytes.toString('base64').replaceAll('=', '');
