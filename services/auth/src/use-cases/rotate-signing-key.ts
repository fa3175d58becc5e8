import { AppError } from '@comptoir/service-kit';
import type { SigningKey } from '../domain/signing-key.ts';
import { signerAt } from '../domain/signing-key.ts';

export interface RotationDeps {
  /** All keys, in order of generation. */
  keys(): Promise<SigningKey[]>;
  newKey(generation: number, signsFrom: Date): Promise<SigningKey>;
  /** False when there is a key of this generation already. */
  addKey(key: SigningKey): Promise<boolean>;
}

/**
 * Makes the key that signs from `signsFrom` on. It is published at once, and the old one stays published until its last token
 * has expired: nobody is signed out. Throws 409 `signing_key.pending` while the last new key has not begun to sign.
 */
export async function rotateSigningKey(deps: RotationDeps, now: Date, signsFrom: Date): Promise<SigningKey> {
  const keys = await deps.keys();
  const newest = keys.at(-1);
  if (newest !== undefined && newest !== signerAt(keys, now)) throw rotationPending();

  const key = await deps.newKey((newest?.generation ?? 0) + 1, newest === undefined ? now : signsFrom);
  if (!(await deps.addKey(key))) throw rotationPending();
  return key;
}

/** The keys there are; makes the first when there is none. Of replicas that start together, all end up with the same one. */
export async function keysOrFirst(deps: RotationDeps, now: Date): Promise<SigningKey[]> {
  const keys = await deps.keys();
  if (keys.length > 0) return keys;
  const first = await deps.newKey(1, now);
  await deps.addKey(first);
  return deps.keys();
}

const rotationPending = (): AppError =>
  new AppError(
    'conflict',
    'signing_key.pending',
    'A new signing key is published already and has not begun to sign.',
  );
