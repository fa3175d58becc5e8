import { expect, test } from '@jest/globals';
import { mariadbCommand, mariadbSocket } from './mariadb-command.ts';

const options = {
  dataDir: '/srv/comptoir/data/mariadb',
  runDir: '/srv/comptoir/run',
  port: 18700,
  bufferPoolMb: 128,
  maxConnections: 300,
  durable: true,
};

test('flushes every commit, on loopback only, and reads no configuration of the system', () => {
  const { args } = mariadbCommand(options);

  expect(args[0]).toBe('--no-defaults');
  expect(args).toEqual(
    expect.arrayContaining([
      '--innodb-flush-log-at-trx-commit=1',
      '--bind-address=127.0.0.1',
      '--transaction-isolation=READ-COMMITTED',
      '--socket=/srv/comptoir/run/mariadb/mariadb.sock',
    ]),
  );
});

test('shares no folder for temporary tables with another server', () => {
  const { args } = mariadbCommand(options);

  expect(args).toContain('--tmpdir=/srv/comptoir/run/mariadb');
});

test('only a throw-away database goes without flushing', () => {
  const { args } = mariadbCommand({ ...options, durable: false });

  expect(args).toContain('--innodb-flush-log-at-trx-commit=0');
  expect(args).not.toContain('--innodb-flush-log-at-trx-commit=1');
});

test('a socket path too long for the kernel moves to the temporary folder, the same at every start', () => {
  const deep = { ...options, runDir: `/home/${'x'.repeat(100)}` };

  const socket = mariadbSocket(deep);

  expect(Buffer.byteLength(socket)).toBeLessThanOrEqual(107);
  expect(mariadbSocket(deep)).toBe(socket);
  expect(mariadbSocket({ ...deep, dataDir: '/elsewhere' })).not.toBe(socket);
});

test('drops privileges and dies with its parent by one program, which becomes the engine', () => {
  const user = { name: 'mysql', uid: 102, gid: 105 };

  const { command, args } = mariadbCommand({ ...options, user, diesWithParent: true });

  expect(command).toBe('setpriv');
  expect(args.slice(0, 6)).toEqual([
    '--reuid=102',
    '--regid=105',
    '--clear-groups',
    '--pdeathsig=KILL',
    '--',
    'mariadbd',
  ]);
});
