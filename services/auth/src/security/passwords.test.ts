import { expect, test } from '@jest/globals';
import { fromPhc, toPhc } from './argon2id.ts';
import { argon2Passwords } from './passwords.ts';

const passwords = argon2Passwords((work) => work());

test('a password matches its own hash and no other', async () => {
  const hash = await passwords.hash('correct horse');

  expect(await passwords.matches('correct horse', hash)).toBe(true);
  expect(await passwords.matches('Correct horse', hash)).toBe(false);
  expect(await passwords.matches('', hash)).toBe(false);
});

test('hashes are Argon2id at the cost OWASP names, and salted', async () => {
  const [one, other] = await Promise.all([passwords.hash('correct horse'), passwords.hash('correct horse')]);

  expect(one).toMatch(/^\$argon2id\$v=19\$m=19456,t=2,p=1\$[\w+/]{22}\$[\w+/]{43}$/);
  expect(one).not.toBe(other);
});

// From the reference implementation: echo -n password | argon2 somesalt -id -t 2 -m 16 -p 1 -l 32
test('a hash that another program made is understood', async () => {
  const theirs = '$argon2id$v=19$m=65536,t=2,p=1$c29tZXNhbHQ$CTFhFdXPJO1aFaMaO6Mm5c8y7cJHAph8ArZWb2GRPPc';

  expect(await passwords.matches('password', theirs)).toBe(true);
  expect(toPhc(fromPhc(theirs))).toBe(theirs);
});

test('é is é, composed or not', async () => {
  const hash = await passwords.hash('cafe\u0301 au lait');

  expect(await passwords.matches('caf\u00e9 au lait', hash)).toBe(true);
});

test('without a user the answer is no, and takes as long', async () => {
  const hash = await passwords.hash('correct horse');
  const times = async (kept: string | undefined) => {
    const taken: number[] = [];
    for (let run = 0; run < 5; run += 1) {
      const startedAt = performance.now();
      expect(await passwords.matches('wrong horse', kept)).toBe(false);
      taken.push(performance.now() - startedAt);
    }
    return Math.min(...taken);
  };

  const [somebody, nobody] = [await times(hash), await times(undefined)];

  expect(nobody).toBeGreaterThan(somebody / 2);
});

test('what is no hash is an error, not a no', async () => {
  await expect(passwords.matches('correct horse', 'correct horse')).rejects.toThrow(
    'not an Argon2id PHC string',
  );
});
