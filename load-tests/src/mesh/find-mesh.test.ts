import { expect, test } from '@jest/globals';
import { LoadError } from '../load-error.ts';
import { meshFrom } from './find-mesh.ts';
import { loopbackOrigin } from './loopback.ts';

const process = (service: string, replica: number, pid: number | null) => ({
  service,
  replica,
  pid,
  state: 'ready',
});
const status = (gateway: string) =>
  JSON.stringify({
    processes: [
      process('sale', 1, 11),
      process('sale', 2, 12),
      process('nginx', 1, 9),
      process('stock', 1, null),
    ],
    gateway,
  });

test('groups the processes of each service; one without a pid has no CPU to count', () => {
  const { gateway, groups } = meshFrom(status('http://127.0.0.1:8080/'), '/home');

  expect(gateway).toBe('http://127.0.0.1:8080');
  expect(groups).toEqual(
    new Map([
      ['sale', [11, 12]],
      ['nginx', [9]],
    ]),
  );
});

test.each(['', 'No mesh is running.', '{}', '{"processes":[],"gateway":"http://127.0.0.1:8080"}'])(
  'says in one sentence that no mesh runs when the status is %j',
  (text) => {
    expect(() => meshFrom(text, '/srv/.comptoir')).toThrow(
      'No mesh is running in /srv/.comptoir: start it with',
    );
  },
);

test('a gateway elsewhere is refused', () => {
  expect(() => meshFrom(status('http://10.0.0.7:8080'), '/home')).toThrow(
    "only run against this machine's own loopback",
  );
});

test.each(['http://127.0.0.1:8080', 'http://127.1.2.3', 'http://localhost:80', 'http://[::1]:8080'])(
  '%s is ours',
  (address) => {
    expect(loopbackOrigin(address)).toBe(new URL(address).origin);
  },
);

test.each([
  'http://example.com',
  'http://127.0.0.1.example.com',
  'http://localhost.example.com',
  'https://127.0.0.1',
  'http://0.0.0.0',
  'ftp://localhost',
  'x',
])('%s is not', (address) => {
  expect(() => loopbackOrigin(address)).toThrow(LoadError);
});
