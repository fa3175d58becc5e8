import { expect, test } from '@jest/globals';
import { parseOptions } from './options.ts';

const known = ['kill-sale', 'scale'];

test('without a word everything is done, on the ports of the suite, and nothing is written', () => {
  expect(parseOptions([], '/somewhere', known)).toEqual({
    names: [],
    port: 19_000,
    reportFile: undefined,
    jsonFile: undefined,
    keep: false,
    list: false,
  });
});

test('faults are named, and files are where the person stands', () => {
  const options = parseOptions(
    ['scale', 'kill-sale', '--report', 'docs/chaos.md', '--port', '20000'],
    '/somewhere',
    known,
  );

  expect(options).toMatchObject({
    names: ['scale', 'kill-sale'],
    port: 20_000,
    reportFile: '/somewhere/docs/chaos.md',
  });
});

test.each([
  [['kill-tea'], /There is no fault "kill-tea"/],
  [['--port', '80'], /--port wants a number/],
  [['--speed', '9'], /Usage: npm run chaos/],
])('%j is refused with a sentence', (argv, sentence) => {
  expect(() => parseOptions(argv, '/somewhere', known)).toThrow(sentence);
});
