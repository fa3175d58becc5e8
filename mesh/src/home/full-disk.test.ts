import { tmpdir } from 'node:os';
import { expect, test } from '@jest/globals';
import { fullDisk } from './full-disk.ts';

test('a disk with too little room is one sentence, one with enough is none', () => {
  expect(fullDisk(tmpdir(), Number.MAX_SAFE_INTEGER)).toMatch(/^The disk is full: \d+ MB are free in .*\.$/);
  expect(fullDisk(tmpdir(), 0)).toBeUndefined();
});
