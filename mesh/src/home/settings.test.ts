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

test('lists of addresses may be separated by commas or spaces', () => {
  const { trustedAddresses, corsOrigins } = readSettings({ COMPTOIR_TRUSTED_ADDRESSES: '10.0.0.0/8, ::1' });

  expect(trustedAddresses).toEqual(['10.0.0.0/8', '::1']);
  expect(corsOrigins).toEqual([]);
});
