import { expect, test } from '@jest/globals';
import { refuseUnusable } from './check-on-machine.ts';
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

test.each([
  ['COMPTOIR_HOST', 'a b'],
  ['COMPTOIR_LOG_LEVEL', 'loud'],
  ['COMPTOIR_OTLP_ENDPOINT', 'foo'],
  ['COMPTOIR_OTLP_ENDPOINT', 'ftp://collector'],
  ['COMPTOIR_TRUSTED_ADDRESSES', '10.0.0.0/8, 300.1.1.1'],
  ['COMPTOIR_CORS_ORIGINS', '*'],
])('%s cannot be %s', (name, text) => {
  expect(() => readSettings({ [name]: text })).toThrow(new RegExp(`^${name} must be .*, not ".*"\\.$`));
});

test('every variable that makes no sense is named at once', () => {
  const attempt = () =>
    readSettings({ COMPTOIR_PORT: 'x', COMPTOIR_LOG_LEVEL: 'loud', COMPTOIR_TLS_KEY: 'k' });

  expect(attempt).toThrow(/^COMPTOIR_PORT .*\nCOMPTOIR_LOG_LEVEL .*\nCOMPTOIR_TLS_CERTIFICATE and/);
});

test('a variable that is empty is one that is not set', () => {
  const names = ['PORT', 'HOST', 'LOG_LEVEL', 'TRACE_SAMPLE_RATIO', 'OTLP_ENDPOINT', 'CORS_ORIGINS'];

  const empty = readSettings(Object.fromEntries(names.map((name) => [`COMPTOIR_${name}`, ''])));

  expect(empty).toEqual(readSettings({}));
});

test.each([
  [{ COMPTOIR_HOST: 'nonsense.invalid' }, /^COMPTOIR_HOST must be an address or a name of this machine/],
  [{ COMPTOIR_HOST: '192.0.2.1' }, /^COMPTOIR_HOST must be .*EADDRNOTAVAIL/],
  [{ ALERT_WEBHOOK_URL_FILE: '/nope' }, /^ALERT_WEBHOOK_URL_FILE would tell nobody of alerts: ENOENT/],
  [{ ALERT_WEBHOOK_URL: 'nope' }, /^ALERT_WEBHOOK_URL would tell nobody of alerts/],
])('%j is of no use on this machine, which is said before anything starts', async (env, problem) => {
  await expect(refuseUnusable(readSettings(env))).rejects.toThrow(problem);
});

test('any address of this machine will do', async () => {
  const hosts = ['127.0.0.1', '0.0.0.0', 'localhost', ''];

  const checks = hosts.map((host) => refuseUnusable(readSettings({ COMPTOIR_HOST: host })));

  await expect(Promise.all(checks)).resolves.toHaveLength(hosts.length);
});

test('a terminal that cannot redraw says so by its TERM', () => {
  const terminals = ['dumb', 'xterm', undefined].map((TERM) => readSettings({ TERM }).dumbTerminal);

  expect(terminals).toEqual([true, false, false]);
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
