import { expect, test } from '@jest/globals';
import { keepProperties } from './keep-properties.ts';

test('what was added is gone, what was changed or deleted is back, also a symbol and a getter', () => {
  const mark = Symbol('mark');
  const object: Record<PropertyKey, unknown> = { kept: 1, changed: 2, deleted: 3, [mark]: 4 };
  let reads = 0;
  Object.defineProperty(object, 'counted', { configurable: true, get: () => (reads += 1) });
  const before = Object.getOwnPropertyDescriptors(object);

  const restore = keepProperties(object);
  Object.assign(object, { changed: 'x', added: 'y', [mark]: 'z' });
  delete object['deleted'];
  Object.defineProperty(object, 'counted', { configurable: true, value: 'w' });
  restore();

  expect(Object.getOwnPropertyDescriptors(object)).toEqual(before);
  expect(reads).toBe(0);
});

test('environment variables too', () => {
  const restore = keepProperties(process.env);
  const { HOME } = process.env;
  process.env['COMPTOIR_ADDED'] = '1';
  process.env['HOME'] = '/nowhere';

  restore();

  expect(process.env['COMPTOIR_ADDED']).toBeUndefined();
  expect(process.env['HOME']).toBe(HOME);
});
