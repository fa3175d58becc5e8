import { expect, test } from '@jest/globals';
import { publishedAt, signerAt } from './signing-key.ts';

const noon = new Date('2026-12-01T12:00:00Z');
const later = (seconds: number) => new Date(noon.getTime() + seconds * 1000);
const key = (generation: number, signsFrom: Date) => ({
  generation,
  kid: `key-${generation}`,
  publicX: '',
  sealedPrivate: '',
  signsFrom,
});
const kids = (keys: { kid: string }[]) => keys.map(({ kid }) => kid);

test('a new key is published before it signs', () => {
  const keys = [key(1, noon), key(2, later(60))];

  expect(kids(publishedAt(keys, noon))).toEqual(['key-1', 'key-2']);
  expect(signerAt(keys, noon)?.kid).toBe('key-1');
  expect(signerAt(keys, later(59))?.kid).toBe('key-1');
  expect(signerAt(keys, later(60))?.kid).toBe('key-2');
});

test('an old key stays published until its last token has expired, for clocks that are behind too', () => {
  const keys = [key(1, noon), key(2, later(60))];

  expect(kids(publishedAt(keys, later(60 + 900 + 120)))).toEqual(['key-1', 'key-2']);
  expect(kids(publishedAt(keys, later(60 + 900 + 180)))).toEqual(['key-2']);
});

test('the first key signs even for a replica whose clock is behind', () => {
  expect(signerAt([key(1, later(5))], noon)?.kid).toBe('key-1');
});

test('without a key nobody signs', () => {
  expect(signerAt([], noon)).toBeUndefined();
});
