import { expect, test } from '@jest/globals';
import type { Status } from '../control/protocol.ts';
import { statusLines } from './table.ts';

const stock = {
  service: 'stock',
  replica: 1,
  pid: 4711,
  port: 18_101,
  state: 'ready',
  pssBytes: 50 * 1024 * 1024,
  restarts: 0,
};
const status: Status = {
  processes: [stock, { ...stock, replica: 2, pid: null, state: 'waiting', pssBytes: 0, restarts: 12 }],
  launcher: { pid: 4700, pssBytes: 10 * 1024 * 1024 },
  pssBytes: 60 * 1024 * 1024,
  gateway: 'http://127.0.0.1:8080',
  prometheus: 'http://127.0.0.1:8090',
};

test('columns stand under their headings, numbers to the right', () => {
  expect(statusLines(status).slice(0, 4)).toEqual([
    'PROCESS          REPLICA   PID   PORT  STATE        PSS  RESTARTS',
    'stock                  1  4711  18101  ready    50.0 MB         0',
    'stock                  2     -  18101  waiting   0.0 MB        12',
    'mesh (launcher)        1  4700      -  ready    10.0 MB         -',
  ]);
});

test('says what all of it weighs and where to go', () => {
  const text = statusLines(status).join('\n');

  expect(text).toContain('All together 60.0 MB');
  expect(text).toContain('http://127.0.0.1:8080');
  expect(text).toContain('http://127.0.0.1:8090');
});

test('without a launcher there is no line for one', () => {
  expect(statusLines({ ...status, launcher: null, prometheus: null }).join('\n')).not.toMatch(
    /launcher|Prometheus/,
  );
});
