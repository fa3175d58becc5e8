import { expect, test } from '@jest/globals';
import { MeshError, sentenceFor } from './mesh-error.ts';

const systemError = (code: string, path: string) => Object.assign(new Error(`${code}: raw`), { code, path });

test('a failure the operator can mend is its sentence, without a stack', () => {
  expect(sentenceFor(new MeshError('Port 80 is taken.'))).toBe('Port 80 is taken.');
});

test('a full disk says so, and where', () => {
  expect(sentenceFor(systemError('ENOSPC', '/home/x/state.json'))).toBe(
    'The disk is full (/home/x/state.json): free some space, then start again.',
  );
});

test('a forbidden folder says what to do', () => {
  expect(sentenceFor(systemError('EACCES', '/root/x'))).toMatch(
    /^Not allowed to write \(\/root\/x\): .*COMPTOIR_HOME/,
  );
});

test('a defect of ours keeps its stack', () => {
  expect(sentenceFor(new TypeError('undefined is not a shop'))).toMatch(
    /^Unexpected failure: TypeError: undefined is not a shop\n/,
  );
});
