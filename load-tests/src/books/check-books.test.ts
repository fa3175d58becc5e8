import { expect, test } from '@jest/globals';
import { checkBooks } from './check-books.ts';
import type { Books } from './check-books.ts';
import type { LedgerEntry } from './ledger.ts';

const sale = (saleId: string, number: number, units: Record<string, number> = { 'MTL1/tea': 1 }) => ({
  saleId,
  receiptNumber: `MTL1-1-00000${number}`,
  units: new Map(Object.entries(units)),
});
const taken = (reference: string, units = 1) => ({ delta: -units, reason: 'sale', reference });
const shelf = { shelf: 'MTL1/tea', opening: 5, added: 10, onHand: 13, reserved: 0 };
const ledger = [{ delta: 10, reason: 'adjustment', reference: null }, taken('a'), taken('b')];

/** Two sales of one tea each, from a shelf of 5 + 10. */
const honest: Books = {
  shelves: [{ ...shelf, ledger }],
  told: [sale('a', 1), sale('b', 2)],
  listed: [sale('a', 1), sale('b', 2)],
};

test('honest books balance', () => {
  expect(checkBooks(honest)).toEqual([]);
});

test('a missing unit is found', () => {
  const books = { ...honest, shelves: [{ ...shelf, onHand: 12 }] };

  expect(checkBooks(books)).toEqual(['MTL1/tea: 5 + 10 in - 2 sold leaves 13, but 12 are on hand']);
});

test('goods still reserved after the drain are found', () => {
  const books = { ...honest, shelves: [{ ...shelf, reserved: 1 }] };

  expect(checkBooks(books)).toEqual(['MTL1/tea: 1 still reserved']);
});

test('a sale that was answered 201 and is gone is found', () => {
  expect(checkBooks({ ...honest, listed: [sale('a', 1)] })).toEqual([
    'sale b was answered 201 and is not listed',
  ]);
});

test('a doubled sale is found, whether it is one id twice or a second id', () => {
  const twice = { ...honest, listed: [...honest.listed, sale('b', 2)] };
  const ghost = { ...honest, listed: [...honest.listed, sale('c', 3)] };

  expect(checkBooks(twice)).toEqual(['sale b is listed 2 times']);
  expect(checkBooks(ghost)).toEqual(['sale c is listed and no till was told of it']);
});

test('one sale given to two tills is found', () => {
  const books = { ...honest, told: [sale('a', 1), sale('b', 2), sale('b', 2)] };

  expect(checkBooks(books)).toContain('2 tills were told of the same sale b');
});

test('a receipt number given twice, or left out, is found', () => {
  const repeated = { ...honest, listed: [sale('a', 1), sale('b', 1)] };
  const gap = { ...honest, listed: [sale('a', 1), sale('b', 3)] };
  const unnumbered = { ...honest, listed: [sale('a', 1), { ...sale('b', 2), receiptNumber: '' }] };

  expect(checkBooks(repeated)).toEqual(['receipt MTL1-1-000001 was given twice']);
  expect(checkBooks(gap)).toEqual(['receipts MTL1-1-000001 and MTL1-1-000003 follow each other: a gap']);
  expect(checkBooks(unnumbered)).toEqual(['receipt "" does not end in a number']);
});

test('registers count their receipts separately', () => {
  const other = { ...sale('b', 1), receiptNumber: 'MTL1-2-000001' };

  expect(checkBooks({ ...honest, listed: [sale('a', 1), other] })).toEqual([]);
});

test('a cooked ledger is found although the level balances', () => {
  const cooked = (sales: readonly LedgerEntry[]): Books => ({
    ...honest,
    shelves: [{ ...shelf, ledger: [...ledger.slice(0, 1), ...sales] }],
  });

  expect(checkBooks(cooked([taken('a'), taken('a')]))).toEqual([
    'MTL1/tea: sale a is 2 times in the ledger',
    'MTL1/tea: sale b is 0 times in the ledger',
  ]);
  expect(checkBooks(cooked([taken('a'), taken('b'), taken('c')]))).toEqual([
    'MTL1/tea: the ledger moves 7, the level 8',
    'MTL1/tea: the ledger takes goods for sale c, of which no till was told',
  ]);
  expect(checkBooks(cooked([taken('a', 2), taken('b', 0)]))).toEqual([
    'MTL1/tea: sale a took 2, not 1',
    'MTL1/tea: sale b took 0, not 1',
  ]);
});

test('thousands of problems of one kind stay readable', () => {
  const told = Array.from({ length: 3000 }, (_, index) => ({ ...sale(`s${index}`, 1), units: new Map() }));

  const problems = checkBooks({ shelves: [], told, listed: [] });

  expect(problems).toHaveLength(6);
  expect(problems.at(-1)).toBe('… and 2995 more of this kind');
});
