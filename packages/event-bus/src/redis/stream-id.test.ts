import { expect, test } from '@jest/globals';
import { NOWHERE, compareStreamIds, idAfter } from './stream-id.ts';

test('ids are ordered as numbers, milliseconds first', () => {
  const ids = ['10-0', '9-1', '9-10', '9-2', NOWHERE, '18446744073709551615-1', '18446744073709551615-0'];

  const ordered = ids.toSorted(compareStreamIds);

  expect(ordered).toEqual([
    NOWHERE,
    '9-1',
    '9-2',
    '9-10',
    '10-0',
    '18446744073709551615-0',
    '18446744073709551615-1',
  ]);
  expect(compareStreamIds('9-1', '9-1')).toBe(0);
});

test('the id after another is beyond every entry of that millisecond', () => {
  const next = idAfter('9-18446744073709551615');

  expect(compareStreamIds(next, '9-18446744073709551615')).toBe(1);
  expect(idAfter(NOWHERE)).toBe('1-0');
});
