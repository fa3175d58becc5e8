import { expect, test } from '@jest/globals';
import { readSettings } from './settings.ts';

test('without any variable: port 8080, loopback, .comptoir beside the program', () => {
  const { gatewayPort, gatewayHost, locations } = readSettings({});

  expect([gatewayPort, gatewayHost]).toEqual([8080, '127.0.0.1']);
  expect(locations.home).toBe(`${locations.root}/.comptoir`);
});

test('a relative home is meant from where the command was typed', () => {
  const { locations } = readSettings({ INIT_CWD: '/somewhere', COMPTOIR_HOME: 'shop' });

  expect(locations.home).toBe('/somewhere/shop');
});

test.each(['abc', '0', '65536', '80.5', '-1'])('%s is no port', (text) => {
  expect(() => readSettings({ COMPTOIR_PORT: text })).toThrow(/COMPTOIR_PORT must be a port number/);
});

test('one trace of a hundred is kept unless the operator wants more', () => {
  expect(readSettings({}).traces).toEqual({ sampleRatio: 0.01, otlpEndpoint: undefined });
  expect(readSettings({ COMPTOIR_TRACE_SAMPLE_RATIO: '1' }).traces.sampleRatio).toBe(1);
  expect(readSettings({ COMPTOIR_TRACE_SAMPLE_RATIO: 'off' }).traces.sampleRatio).toBeNull();
});

test.each(['all', '1.5', '-0.1'])('%s is no share of the traces', (text) => {
  expect(() => readSettings({ COMPTOIR_TRACE_SAMPLE_RATIO: text })).toThrow(
    /COMPTOIR_TRACE_SAMPLE_RATIO must be a number between 0 and 1/,
  );
});

test('a certificate and its key are set together, from where the command was typed', () => {
  const both = { COMPTOIR_TLS_CERTIFICATE: 'shop.pem', COMPTOIR_TLS_KEY: '/keys/shop.key' };

  expect(readSettings({ INIT_CWD: '/somewhere', ...both }).tls).toEqual({
    certificate: '/somewhere/shop.pem',
    key: '/keys/shop.key',
  });
  expect(readSettings({}).tls).toBeUndefined();
  expect(() => readSettings({ COMPTOIR_TLS_KEY: '/keys/shop.key' })).toThrow('set both or none');
});

test('lists of addresses may be separated by commas or spaces', () => {
  const { trustedAddresses, corsOrigins } = readSettings({ COMPTOIR_TRUSTED_ADDRESSES: '10.0.0.0/8, ::1' });

  expect(trustedAddresses).toEqual(['10.0.0.0/8', '::1']);
  expect(corsOrigins).toEqual([]);
});
