import { createServer, type AddressInfo } from 'node:net';
import { expect, test } from '@jest/globals';
import { openPortBook, refuseTakenGatewayPort } from './port-book.ts';

const everythingIsFree = async () => true;

test('gives every process a port of its own, and the same one when asked again', async () => {
  const book = openPortBook(9000, {}, everythingIsFree);

  const [stock1, stock2, again] = [
    await book.portFor('stock-1'),
    await book.portFor('stock-2'),
    await book.portFor('stock-1'),
  ];

  expect([stock1, stock2, again]).toEqual([9001, 9002, 9001]);
});

test('requests at the same moment never get the same port', async () => {
  const book = openPortBook(9000, {}, everythingIsFree);

  const given = await Promise.all(['a', 'b', 'c', 'd'].map((name) => book.portFor(name)));

  expect(new Set(given).size).toBe(4);
});

test('keeps the port of the last time, whoever asks first', async () => {
  const book = openPortBook(9000, { 'stock-1': 9001 }, everythingIsFree);

  const [other, stock] = [await book.portFor('auth-1'), await book.portFor('stock-1')];

  expect([other, stock]).toEqual([9002, 9001]);
});

test('gives another port when somebody took the one of the last time', async () => {
  const book = openPortBook(9000, { 'stock-1': 9001 }, async (port) => port !== 9001);

  expect(await book.portFor('stock-1')).toBe(9002);
  expect(book.ports()).toEqual({ 'stock-1': 9002 });
});

test('a port that was given back is given out again', async () => {
  const book = openPortBook(9000, {}, everythingIsFree);
  await book.portFor('stock-3');

  book.release('stock-3');

  expect(book.ports()).toEqual({});
  expect(await book.portFor('cart-1')).toBe(9001);
});

test('a taken gateway port is refused in one sentence that names who has it', async () => {
  const server = createServer();
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const { port } = server.address() as AddressInfo;

  const attempt = refuseTakenGatewayPort(port);

  await expect(attempt).rejects.toThrow(`Port ${port} is taken by process ${process.pid} (`);
  server.close();
});
