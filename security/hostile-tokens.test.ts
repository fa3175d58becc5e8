import { createHmac, generateKeyPairSync } from 'node:crypto';
import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { epochSeconds, privateKeyIn, signedBy, strangersKey, tokenOf } from './test/forged-tokens.ts';
import { startWholeMesh, type WholeMesh } from './test/whole-mesh.ts';

// What packages/service-kit/test/auth.test.ts tries on the verifier alone is not tried here again: these are the forgeries
// that need a whole request, or a header with something of its own in it.
let whole: WholeMesh;
let kid = '';
beforeAll(async () => {
  whole = await startWholeMesh(['stock']);
  kid = whole.mesh.keys.userJwks.keys[0]?.kid ?? '';
});
afterAll(() => whole.close());

const claims = () => ({
  sub: '0193a1b0-0000-7000-8000-0000000000aa',
  role: 'headOffice',
  iss: 'comptoir',
  aud: 'comptoir-api',
  exp: epochSeconds() + 300,
});
const own = () => signedBy(privateKeyIn(whole.mesh.keys.keyFileOf(kid)));
const ask = (headers: Record<string, string>, path = '/api/stock') =>
  whole.service('stock').call('GET', path, { headers });
const bearing = (token: string) => ({ authorization: `Bearer ${token}` });

const refused = { status: 401, body: { code: 'token.invalid' } };

test('the same hand makes a token that is taken, so that the others fail for what is wrong with them', async () => {
  expect(await ask(bearing(tokenOf({ alg: 'EdDSA', kid }, claims(), own())))).toMatchObject({ status: 200 });
});

test.each(['none', 'None', 'NONE', 'nOnE', ''])('the algorithm %j is no signature', async (alg) => {
  const unsigned = tokenOf({ alg, kid }, claims());
  const withOurs = tokenOf({ alg, kid }, claims(), own());

  expect([await ask(bearing(unsigned)), await ask(bearing(withOurs))]).toMatchObject([refused, refused]);
});

test.each(['HS256', 'HS512'])(
  'what we publish is no %s secret, in whatever form it is taken for one',
  async (alg) => {
    const [jwk] = whole.mesh.keys.userJwks.keys;
    const secrets = [jwk?.x ?? '', Buffer.from(jwk?.x ?? '', 'base64url'), JSON.stringify(jwk), ''];

    const answers = secrets.map((secret) => {
      const hmac = (input: string) =>
        createHmac(alg === 'HS256' ? 'sha256' : 'sha512', secret)
          .update(input)
          .digest();
      return ask(bearing(tokenOf({ alg, kid }, claims(), hmac)));
    });

    expect(await Promise.all(answers)).toMatchObject(secrets.map(() => refused));
  },
);

test.each([
  '../../keys/sale.jwk',
  `' UNION SELECT 'x`,
  '/dev/null',
  '__proto__',
  'constructor',
  'sale',
  '',
  'a'.repeat(4_000),
])('a key id of %j names no key of ours', async (forgedKid) => {
  const token = tokenOf({ alg: 'EdDSA', kid: forgedKid }, claims(), signedBy(strangersKey()));

  expect(await ask(bearing(token))).toMatchObject(refused);
});

test('a token that brings its own key, or says where to fetch it, is not believed', async () => {
  const { privateKey, publicKey } = generateKeyPairSync('ed25519');
  const jwk = publicKey.export({ format: 'jwk' });
  const headers = [
    { jwk },
    { jku: 'http://127.0.0.1:9/keys.json' },
    { x5u: 'http://127.0.0.1:9/cert' },
    { x5c: ['MIIB'] },
  ];

  const answers = headers.map((more) =>
    ask(bearing(tokenOf({ alg: 'EdDSA', kid, ...more }, claims(), signedBy(privateKey)))),
  );

  expect(await Promise.all(answers)).toMatchObject(headers.map(() => refused));
});

test('a header that asks for what we do not do is refused, though we signed it', async () => {
  const critical = tokenOf({ alg: 'EdDSA', kid, crit: ['exp'], exp: 0 }, claims(), own());
  const unencoded = tokenOf({ alg: 'EdDSA', kid, b64: false, crit: ['b64'] }, claims(), own());

  expect([await ask(bearing(critical)), await ask(bearing(unencoded))]).toMatchObject([refused, refused]);
});

test('claims that are not what they should be are refused, though we signed them', async () => {
  const wrong = [
    { exp: 'tomorrow' },
    { exp: undefined },
    { role: ['headOffice'] },
    { role: 'headoffice' },
    { sub: 7 },
    { aud: ['somebody-else'] },
    { nbf: epochSeconds() + 3_600 },
  ];

  const answers = wrong.map((claim) =>
    ask(bearing(tokenOf({ alg: 'EdDSA', kid }, { ...claims(), ...claim }, own()))),
  );

  expect(await Promise.all(answers)).toMatchObject(wrong.map(() => refused));
});

test('a token counts in its one place and form only', async () => {
  const token = tokenOf({ alg: 'EdDSA', kid }, claims(), own());
  const elsewhere = [
    await ask({}, `/api/stock?access_token=${token}&token=${token}`),
    await ask({ cookie: `token=${token}; accessToken=${token}` }),
    await ask({ 'x-access-token': token, 'x-authorization': `Bearer ${token}` }),
    await ask({
      'x-actor': Buffer.from(JSON.stringify({ sub: 'x', role: 'headOffice' })).toString('base64url'),
    }),
  ];
  const otherwise = [
    await ask({ authorization: token }),
    await ask({ authorization: `Basic ${Buffer.from(`x:${token}`).toString('base64')}` }),
    await ask({ authorization: `Bearer ${token}, Bearer ${token}` }),
  ];

  expect(elsewhere).toMatchObject(elsewhere.map(() => ({ status: 401, body: { code: 'token.missing' } })));
  expect(otherwise).toMatchObject(otherwise.map(() => refused));
});
