import { jwks, rotatedKey } from '@comptoir/contracts/http/auth';
import type { Route } from '@comptoir/service-kit';
import { created, ok, openToAll, route, services } from '@comptoir/service-kit';
import type { SigningKey } from '../domain/signing-key.ts';
import { publishedAt } from '../domain/signing-key.ts';

export interface SigningKeysDeps {
  keys(now: Date): Promise<SigningKey[]>;
  rotate(now: Date, signsFrom: Date): Promise<SigningKey>;
  publicJwkOf(key: SigningKey): object;
  /** How long a new key is published before it signs. */
  leadSeconds: number;
}

export function signingKeysRoutes({ keys, rotate, publicJwkOf, leadSeconds }: SigningKeysDeps): Route[] {
  return [
    route(
      'GET',
      '/internal/jwks',
      // No token, because this is what tokens are checked with. The edge does not route here.
      { summary: 'Public keys of user tokens', access: openToAll(), answers: { 200: jwks } },
      async ({ context }) => ok({ keys: publishedAt(await keys(context.now), context.now).map(publicJwkOf) }),
    ),

    route(
      'POST',
      '/internal/signing-keys/rotate',
      {
        summary: 'Publish a new signing key, which signs a little later; nobody is signed out',
        access: services('mesh'),
        answers: { 201: rotatedKey },
        refusals: { 'signing_key.pending': 'the last new key has not begun to sign (409)' },
      },
      async ({ context }) => {
        const { kid, signsFrom } = await rotate(
          context.now,
          new Date(context.now.getTime() + leadSeconds * 1000),
        );
        return created({ kid, signsFrom });
      },
    ),
  ];
}
