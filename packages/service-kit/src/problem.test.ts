import { expect, test } from '@jest/globals';
import type { ErrorKind } from './errors.ts';
import { AppError } from './errors.ts';
import { kindOfStatus, problemOf, statusOf, toAppError } from './problem.ts';

test.each<[ErrorKind, number]>([
  ['malformed', 400],
  ['unauthenticated', 401],
  ['paymentRequired', 402],
  ['forbidden', 403],
  ['notFound', 404],
  ['methodNotAllowed', 405],
  ['conflict', 409],
  ['tooLarge', 413],
  ['unsupportedMediaType', 415],
  ['invalid', 422],
  ['tooMany', 429],
  ['headersTooLarge', 431],
  ['internal', 500],
  ['unavailable', 503],
  ['timeout', 504],
])('%s is %i, there and back', (kind, status) => {
  expect(statusOf(new AppError(kind, 'a.b', 'c'))).toBe(status);
  expect(kindOfStatus(status)).toBe(kind);
});

test('a status we never send is the nearest thing we know', () => {
  expect([kindOfStatus(418), kindOfStatus(502)]).toEqual(['invalid', 'unavailable']);
});

test('a problem says what the caller can act on', () => {
  const error = new AppError('conflict', 'stock.insufficient', 'Not enough.', {
    details: [{ pointer: '/lines', message: 'TEA-1: none left', sku: 'TEA-1' }],
  });

  expect(problemOf(error, 'trace-1')).toEqual({
    type: '/api/docs/problems#stock.insufficient',
    title: 'In conflict with the present state',
    status: 409,
    code: 'stock.insufficient',
    detail: 'Not enough.',
    traceId: 'trace-1',
    errors: [{ pointer: '/lines', message: 'TEA-1: none left', sku: 'TEA-1' }],
  });
});

test('a problem without details has no errors', () => {
  expect(problemOf(new AppError('notFound', 'a.b', 'c'), 't')).not.toHaveProperty('errors');
});

test('an error nobody foresaw says nothing of its inside', () => {
  const cause = new Error("ER_DUP_ENTRY: Duplicate entry 'lea' for key 'PRIMARY'");

  const error = toAppError(cause);

  expect(error).toMatchObject({ kind: 'internal', code: 'internal.error', cause });
  expect(JSON.stringify(problemOf(error, 't'))).not.toMatch(/lea|ER_DUP/);
});

test.each([
  ['a refused connection', { code: 'ECONNREFUSED' }],
  ['a lost connection', { code: 'PROTOCOL_CONNECTION_LOST' }],
  ['too many connections', { code: 'ER_CON_COUNT_ERROR' }],
  ['a full disk', { code: 'ER_DISK_FULL' }],
  ['a statement that took too long', { code: 'ER_STATEMENT_TIMEOUT' }],
  ['a deadlock that would not end', { code: 'ER_LOCK_DEADLOCK' }],
  ['an exhausted pool', { name: 'KnexTimeoutError' }],
])('%s of the database is 503, to be tried again', (_, thrown) => {
  const error = toAppError(Object.assign(new Error('host=10.0.0.1'), thrown));

  expect(error).toMatchObject({ kind: 'unavailable', code: 'database.unavailable', retryAfterSeconds: 1 });
  expect(error.message).not.toContain('10.0.0.1');
});

test.each([undefined, null, 'text', 7, {}])('even %p can be thrown', (thrown) => {
  expect(toAppError(thrown).kind).toBe('internal');
});
