import { expect, test } from '@jest/globals';
import { verdictOn } from './audit.ts';

const reported = (vulnerabilities: object, high: number) =>
  JSON.stringify({
    vulnerabilities,
    metadata: { vulnerabilities: { low: 1, moderate: 1, high, critical: 0 } },
  });

test('what is grave is named, what is not is left out', () => {
  const tea = { severity: 'high', range: '<1.2.4' };
  const cup = { severity: 'low', range: '*' };

  expect(verdictOn(reported({ tea, cup }, 1))).toEqual({ text: 'tea <1.2.4: high', exitCode: 1 });
});

test('nothing grave is nothing', () => {
  expect(verdictOn(reported({ cup: { severity: 'low', range: '*' } }, 0))).toMatchObject({ exitCode: 0 });
});

test.each(['', 'not JSON', '{"message":"405 Method Not Allowed","error":{"summary":""}}'])(
  'a registry that answers %j has not said that all is well',
  (output) => {
    expect(verdictOn(output)).toMatchObject({
      exitCode: 2,
      text: expect.stringContaining('nothing was audited'),
    });
  },
);
