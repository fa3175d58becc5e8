import { expect, test } from '@jest/globals';
import { listeningInodes } from './port-owner.ts';

const table = `  sl  local_address rem_address   st tx_queue rx_queue tr tm->when retrnsmt   uid  timeout inode
   0: 0100007F:1F90 00000000:0000 0A 00000000:00000000 00:00000000 00000000     0        0 4711 1 0 100 0 0 10 0
   1: 0100007F:1F90 0100007F:C350 01 00000000:00000000 00:00000000 00000000     0        0 4712 1 0 20 4 30 10 -1
   2: 0100007F:0050 00000000:0000 0A 00000000:00000000 00:00000000 00000000     0        0 4713 1 0 100 0 0 10 0`;

test('finds the socket that listens on a port, not the connections through it', () => {
  expect(listeningInodes(table, 8080)).toEqual(['4711']);
});

test('finds a port below 4096, whose number is padded', () => {
  expect(listeningInodes(table, 80)).toEqual(['4713']);
});

test('finds nothing where nobody listens', () => {
  expect(listeningInodes(table, 8081)).toEqual([]);
});
