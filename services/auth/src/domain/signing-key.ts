/** A key that access tokens are signed with. The private half is encrypted; the one who signs opens it. */
export interface SigningKey {
  /** 1 for the first, and one more for each that follows. */
  generation: number;
  kid: string;
  /** The public half: `x` of an Ed25519 JWK. */
  publicX: string;
  sealedPrivate: string;
  signsFrom: Date;
}

export const ACCESS_TOKEN_SECONDS = 900;
/** Verifiers let a clock be two minutes wrong, and the clocks of our own replicas may differ by one. */
const CLOCKS_SECONDS = 180;

/** The key that signs at `now`: the newest that has begun to. Keys come in order of generation. */
export function signerAt(keys: readonly SigningKey[], now: Date): SigningKey | undefined {
  // A replica whose clock is a little behind the one that made the first key signs with it all the same.
  return keys.findLast(({ signsFrom }) => signsFrom <= now) ?? keys[0];
}

/** The keys that a token not yet expired may be signed with, or will be soon. */
export function publishedAt(keys: readonly SigningKey[], now: Date): SigningKey[] {
  return keys.filter((_, index) => {
    const successor = keys[index + 1];
    if (successor === undefined) return true;
    const lastTokenExpires = successor.signsFrom.getTime() + (ACCESS_TOKEN_SECONDS + CLOCKS_SECONDS) * 1000;
    return now.getTime() < lastTokenExpires;
  });
}
