import { afterEach, beforeAll, expect, jest, test } from '@jest/globals';
import type { CryptoKey, JWK, JWTPayload } from 'jose';
import { SignJWT, UnsecuredJWT, createLocalJWKSet, exportJWK, generateKeyPair } from 'jose';
import type { Authenticator } from '../src/auth.ts';
import { assertWorksAt, createAuthenticator, locationInSight } from '../src/auth.ts';

const TOLERANCE_SECONDS = 120;
let authenticator: Authenticator;
let userKey: CryptoKey;
let userJwk: JWK;
const serviceKeys = new Map<string, CryptoKey>();
let lookups = 0;

beforeAll(async () => {
  const people = await aKey('user-1');
  [userKey, userJwk] = [people.privateKey, people.jwk];
  const services = await Promise.all(['sale', 'cart'].map(aKey));
  services.forEach(({ jwk, privateKey }) => serviceKeys.set(jwk.kid ?? '', privateKey));
  const userKeys = createLocalJWKSet({ keys: [people.jwk] });
  authenticator = createAuthenticator({
    service: 'stock',
    userKeys: async (header, token) => {
      lookups += 1;
      return userKeys(header, token);
    },
    serviceKeys: createLocalJWKSet({ keys: services.map(({ jwk }) => jwk) }),
  });
});
afterEach(() => {
  jest.useRealTimers();
});

/** Only the clock on the wall: signatures are checked on other threads, which tick on. */
function anHourLater(): void {
  jest.useFakeTimers({
    now: Date.now() + 3_600_000,
    doNotFake: ['nextTick', 'setImmediate', 'queueMicrotask', 'setTimeout'],
  });
}
async function aKey(kid: string) {
  const { publicKey, privateKey } = await generateKeyPair('EdDSA', { crv: 'Ed25519', extractable: true });
  return { privateKey, jwk: { ...(await exportJWK(publicKey)), kid, alg: 'EdDSA' } };
}
const seconds = () => Math.floor(Date.now() / 1000);
const claims = (changes: JWTPayload = {}): JWTPayload => ({
  sub: 'lea',
  role: 'clerk',
  locationId: 'shop',
  iss: 'comptoir',
  aud: 'comptoir-api',
  exp: seconds() + 900,
  ...changes,
});
function without(claim: 'sub' | 'exp'): JWTPayload {
  const { [claim]: _, ...rest } = claims();
  return rest;
}
const signed = (payload: JWTPayload, { kid = 'user-1', key = userKey, alg = 'EdDSA' } = {}) =>
  new SignJWT(payload).setProtectedHeader({ alg, kid }).sign(key);
const refused = { kind: 'unauthenticated', code: 'token.invalid' };

test('a user token stands for its person', async () => {
  expect(await authenticator.user(await signed(claims()))).toEqual({
    sub: 'lea',
    role: 'clerk',
    locationId: 'shop',
  });
});

test('a person without a location has none', async () => {
  const { locationId: _, ...office } = claims({ role: 'headOffice' });

  expect(await authenticator.user(await signed(office))).toEqual({ sub: 'lea', role: 'headOffice' });
});

test.each<[string, () => JWTPayload]>([
  ['that expired', () => claims({ exp: seconds() - TOLERANCE_SECONDS - 5 })],
  ['that is not valid yet', () => claims({ nbf: seconds() + TOLERANCE_SECONDS + 5 })],
  ['for another audience', () => claims({ aud: 'somebody-else' })],
  ['of another issuer', () => claims({ iss: 'somebody-else' })],
  ['with a role we do not have', () => claims({ role: 'root' })],
  ['without a subject', () => without('sub')],
  ['that never expires', () => without('exp')],
])('a token %s is refused', async (_, payload) => {
  await expect(authenticator.user(await signed(payload()))).rejects.toMatchObject(refused);
});

test('clocks may differ by two minutes', async () => {
  const late = await signed(claims({ exp: seconds() - TOLERANCE_SECONDS + 30 }));

  expect(await authenticator.user(late)).toMatchObject({ sub: 'lea' });
});

test('a token that nobody signed is refused', async () => {
  const unsigned = new UnsecuredJWT(claims()).encode();

  await expect(authenticator.user(unsigned)).rejects.toMatchObject(refused);
});

test('a token signed with our public key as if it were a secret is refused', async () => {
  const secret = Buffer.from(userJwk.x ?? '', 'base64url');
  const token = await new SignJWT(claims()).setProtectedHeader({ alg: 'HS256', kid: 'user-1' }).sign(secret);

  await expect(authenticator.user(token)).rejects.toMatchObject(refused);
});

test('a token signed by somebody else under our key id, or under none we know, is refused', async () => {
  const { privateKey } = await aKey('user-1');

  const forged = await signed(claims(), { key: privateKey });
  const unknown = await signed(claims(), { kid: 'user-2' });

  await expect(authenticator.user(forged)).rejects.toMatchObject(refused);
  await expect(authenticator.user(unknown)).rejects.toMatchObject(refused);
});

test('a token whose payload was changed after it was signed is refused', async () => {
  const [header, , signature] = (await signed(claims())).split('.');
  const promoted = Buffer.from(JSON.stringify(claims({ role: 'headOffice' }))).toString('base64url');

  await expect(authenticator.user(`${header}.${promoted}.${signature}`)).rejects.toMatchObject(refused);
});

test('a token is verified once, and remembered no longer than it is valid', async () => {
  const token = await signed(claims({ exp: seconds() + 60 }));
  lookups = 0;
  await authenticator.user(token);
  await authenticator.user(token);
  const whileValid = lookups;

  anHourLater();
  const later = authenticator.user(token);

  await expect(later).rejects.toMatchObject(refused);
  expect(whileValid).toBe(1);
});

test('a refusal is not remembered', async () => {
  const token = await signed(claims({ nbf: seconds() + 3600, exp: seconds() + 7200 }));
  await expect(authenticator.user(token)).rejects.toMatchObject(refused);

  anHourLater();

  expect(await authenticator.user(token)).toMatchObject({ sub: 'lea' });
});

const serviceToken = (from: string, changes: JWTPayload = {}, kid = from) =>
  signed(
    { sub: from, iss: from, aud: 'stock', exp: seconds() + 60, ...changes },
    { kid, key: serviceKeys.get(kid) ?? userKey },
  );

test('a service token stands for the service that signed it', async () => {
  expect(await authenticator.service(await serviceToken('sale'))).toBe('sale');
});

test.each<[string, () => Promise<string>]>([
  ['made for another service', () => serviceToken('sale', { aud: 'payment' })],
  ['that expired', () => serviceToken('sale', { exp: seconds() - TOLERANCE_SECONDS - 5 })],
  ['in which a service speaks for another', () => serviceToken('sale', { sub: 'cart' })],
  ['that a service signed in the name of another', () => serviceToken('sale', {}, 'cart')],
  ['of a service we do not know', () => serviceToken('order')],
  ['that belongs to a person', async () => signed(claims())],
])('a service token %s is refused', async (_, token) => {
  await expect(authenticator.service(await token())).rejects.toMatchObject(refused);
});

test('a service token is no user token', async () => {
  await expect(authenticator.user(await serviceToken('sale'))).rejects.toMatchObject(refused);
});

const at = (
  role: 'clerk' | 'manager' | 'headOffice' | 'logistics' | 'operator' | 'customer',
  locationId?: string,
) => (locationId === undefined ? { sub: 'x', role } : { sub: 'x', role, locationId });
const forbidden = expect.objectContaining({ kind: 'forbidden', code: 'location.forbidden' });

test('those who work at a location reach that one', () => {
  expect(() => assertWorksAt(at('clerk', 'here'), 'here')).not.toThrow();
  expect(() => assertWorksAt(at('manager', 'here'), 'there')).toThrow(forbidden);
  expect(() => assertWorksAt(at('clerk'), 'here')).toThrow(forbidden);
  expect(() => assertWorksAt(at('customer'), 'here')).toThrow(forbidden);
});

test.each(['headOffice', 'logistics', 'operator'] as const)('%s reaches all locations', (role) => {
  expect(() => assertWorksAt(at(role), 'there')).not.toThrow();
  expect(locationInSight(at(role))).toBeUndefined();
  expect(locationInSight(at(role), 'there')).toBe('there');
});

test('a list is limited to the location one works at; who works at none sees none', () => {
  expect(locationInSight(at('clerk', 'here'))).toBe('here');
  expect(locationInSight(at('clerk', 'here'), 'here')).toBe('here');
  expect(() => locationInSight(at('clerk', 'here'), 'there')).toThrow(forbidden);
  expect(() => locationInSight(at('clerk'))).toThrow(forbidden);
});
