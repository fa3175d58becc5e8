import type { Actor } from '@comptoir/service-kit';
import { expect, test } from '@jest/globals';
import { fakeShop } from './neighbours.fake.ts';
import { openRegister } from './open-register.ts';
import { fakeBooks } from './sale.fake.ts';
import { aSession, context, lea, theRequest } from './sale.samples.ts';

const opening = { locationId: 'shop', registerId: 'r1', openingFloatCents: 10_000 };
const max: Actor = { sub: 'max', role: 'clerk', locationId: 'shop' };

function aShop() {
  const books = fakeBooks();
  const deps = { ...fakeShop().asking, inTransaction: books.inTransaction };
  const openAs = (actor: Actor, key = 'key-1') =>
    openRegister(deps, opening, { ...theRequest, owner: actor.sub, key }, actor, context);
  return { books, openAs };
}

test('a free register is taken', async () => {
  const { books, openAs } = aShop();

  const answer = await openAs(lea);

  expect(answer).toMatchObject({ status: 201, headers: { Location: '/api/register-sessions/id-1' } });
  expect(books.session('id-1')).toEqual(aSession({ id: 'id-1', openedAt: context.now }));
});

test('whoever has it gets their session again', async () => {
  const { books, openAs } = aShop();
  await openAs(lea);

  const answer = await openAs(lea, 'key-2');

  expect(answer).toMatchObject({ status: 200, body: { id: 'id-1', openedBy: 'lea' } });
  expect(books.session('id-2')).toBeUndefined();
});

test('somebody else is told who has it since when, and the key stays free', async () => {
  const { books, openAs } = aShop();
  await openAs(lea);

  await expect(openAs(max)).rejects.toMatchObject({
    kind: 'conflict',
    code: 'register.in_use',
    details: [{ openedBy: 'lea', openedAt: context.now }],
  });

  expect(books.key({ ...theRequest, owner: 'max' })).toBe('new');
});

test('nobody opens a register of another location', async () => {
  const { books, openAs } = aShop();

  const attempt = openAs({ ...max, locationId: 'elsewhere' });

  await expect(attempt).rejects.toMatchObject({ code: 'location.forbidden' });
  expect(books.session('id-1')).toBeUndefined();
});
