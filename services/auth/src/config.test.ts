import { randomBytes } from 'node:crypto';
import { expect, jest, test } from '@jest/globals';
import { loadConfig } from './config.ts';

const env = {
  SERVICE_NAME: 'auth',
  PORT: '18101',
  GATEWAY_INTERNAL_URL: 'http://127.0.0.1:18080',
  SERVICE_KEY_FILE: 'auth.jwk',
  SERVICE_JWKS_FILE: 'services.jwks.json',
  DATABASE_URL: 'mysql://auth:secret@127.0.0.1:3306/auth',
  REDIS_DATA_URL: 'redis://127.0.0.1:6379',
};

test('the secret that encrypts signing keys is 32 bytes in base64url', () => {
  const secret = randomBytes(32);

  const config = loadConfig({ ...env, AUTH_KEY_SECRET: secret.toString('base64url') });

  expect(config.AUTH_KEY_SECRET).toEqual(secret);
});

test.each([undefined, '', 'short', randomBytes(31).toString('base64url'), randomBytes(32).toString('hex')])(
  '%j is not, and the process ends with what is wrong',
  (secret) => {
    const exit = jest.spyOn(process, 'exit').mockImplementation((code) => {
      throw new Error(`exit ${code}`);
    });
    const stderr = jest.spyOn(process.stderr, 'write').mockReturnValue(true);

    expect(() => loadConfig({ ...env, AUTH_KEY_SECRET: secret })).toThrow('exit 78');

    expect(stderr.mock.calls.join('')).toContain('AUTH_KEY_SECRET');
    exit.mockRestore();
    stderr.mockRestore();
  },
);
