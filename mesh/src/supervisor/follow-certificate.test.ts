import { expect, test } from '@jest/globals';
import { until } from '../gateway/test/nginx.ts';
import { MeshError } from '../mesh-error.ts';
import { followCertificate } from './follow-certificate.ts';

/** A gateway that answers each look with the next of these, and then with the last one again and again. */
function following(...answers: (boolean | Error)[]) {
  const said: string[] = [];
  let looks = 0;
  const stop = followCertificate(
    {
      gateway: {
        renewCertificate: () => {
          const answer = answers[Math.min(looks, answers.length - 1)];
          looks += 1;
          return answer instanceof Error ? Promise.reject(answer) : Promise.resolve(answer ?? false);
        },
      },
      report: (message) => said.push(message),
    },
    5,
  );
  return { said, looked: () => looks, stop };
}

test('a renewed certificate is told of, one that is the same is not', async () => {
  const { said, looked, stop } = following(false, true, false);

  await until(() => looked() > 4);
  stop();

  expect(said).toEqual(['The gateway has taken the renewed certificate']);
});

test('what cannot be taken is told once and tried again, until it can', async () => {
  const broken = new MeshError('The key is not the one of the certificate.');
  const { said, looked, stop } = following(broken, broken, broken, true, false);

  await until(() => looked() > 5);
  stop();

  expect(said).toEqual([
    'The renewed certificate is not served: The key is not the one of the certificate.',
    'The gateway has taken the renewed certificate',
  ]);
});
