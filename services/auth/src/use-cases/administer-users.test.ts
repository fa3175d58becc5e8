import { describe, expect, test } from '@jest/globals';
import { aUser, fakeAuth, fakePasswords, theBoss } from './auth.fake.ts';
import { createUser, newPasswordHash } from './create-user.ts';
import { deleteUser } from './delete-user.ts';
import { editUser } from './edit-user.ts';
import { importUsers } from './import-users.ts';
import { startSession } from './start-session.ts';

const now = new Date('2026-12-01T12:00:00Z');
const lea = aUser({ role: 'clerk', locationId: 'shop', version: 3 });
const session = { id: 'family', secret: 's', now, expiresAt: new Date('2027-01-01') };

describe('creating', () => {
  const wanted = {
    id: 'new',
    username: 'tom',
    role: 'clerk',
    locationId: 'shop',
    passwordHash: 'hash',
  } as const;

  test('a user is active, shown by their username, and told of', async () => {
    const auth = fakeAuth();

    const user = await createUser(auth.unit, wanted);

    expect(user).toEqual({ ...wanted, displayName: 'tom', active: true, version: 1, deletedAt: null });
    expect(auth.users()).toEqual([user]);
    expect(auth.published()).toEqual([{ type: 'created', user }]);
  });

  test.each([
    ['in another case', aUser({ username: 'TOM' })],
    ['by somebody deleted', aUser({ username: 'tom', deletedAt: now })],
  ])('a username that is taken %s is refused: nothing is kept, nothing is told', async (_, other) => {
    const auth = fakeAuth(other);

    const attempt = auth.inTransaction((unit) => createUser(unit, wanted));

    await expect(attempt).rejects.toMatchObject({ kind: 'conflict', code: 'user.username_taken' });
    expect(auth.users()).toEqual([other]);
    expect(auth.published()).toEqual([]);
  });

  test('a clerk without a location is refused', async () => {
    const attempt = createUser(fakeAuth().unit, { ...wanted, locationId: null });

    await expect(attempt).rejects.toMatchObject({ code: 'user.location_required' });
  });

  test('a password that is the username is never hashed', async () => {
    const attempt = newPasswordHash(fakePasswords().passwords, 'lea.tremblay', 'Lea.Tremblay');

    await expect(attempt).rejects.toMatchObject({ code: 'password.is_username' });
  });
});

describe('editing', () => {
  const edit = { id: lea.id, actorId: theBoss.id, now };

  test('a change is kept as the next version and told of; their sign-ins live on', async () => {
    const auth = fakeAuth(lea, theBoss);
    await startSession(auth.unit, lea.id, session);

    const edited = await editUser(auth.unit, {
      ...edit,
      version: 3,
      changes: { role: 'manager', displayName: 'Léa T.' },
    });

    expect(edited).toEqual({ ...lea, role: 'manager', displayName: 'Léa T.', version: 4 });
    expect(auth.users()[0]).toEqual(edited);
    expect(auth.published()).toEqual([{ type: 'changed', user: edited }]);
    expect(auth.families()).toMatchObject([{ revokedAt: null }]);
  });

  test.each([{ passwordHash: 'hash of new' }, { active: false }])(
    '%j ends their sign-ins',
    async (changes) => {
      const auth = fakeAuth(lea, theBoss);
      await startSession(auth.unit, lea.id, session);

      await editUser(auth.unit, { ...edit, changes });

      expect(auth.families()).toMatchObject([{ revokedAt: now }]);
    },
  );

  test('a change of nothing tells nobody', async () => {
    const auth = fakeAuth(lea, theBoss);

    expect(await editUser(auth.unit, { ...edit, changes: { displayName: lea.displayName } })).toEqual(lea);
    expect(auth.published()).toEqual([]);
  });

  test('an edit of an older version is refused: nothing is kept, nothing is told', async () => {
    const auth = fakeAuth(lea, theBoss);

    const attempt = auth.inTransaction((unit) =>
      editUser(unit, { ...edit, version: 2, changes: { role: 'manager' } }),
    );

    await expect(attempt).rejects.toMatchObject({ kind: 'conflict', code: 'version.conflict' });
    expect(auth.users()).toEqual([lea, theBoss]);
    expect(auth.published()).toEqual([]);
  });

  test.each([{ role: 'customer' as const }, { active: false }])(
    'nobody does %j to themself',
    async (changes) => {
      const auth = fakeAuth(theBoss);

      const attempt = editUser(auth.unit, { id: theBoss.id, actorId: theBoss.id, changes, now });

      await expect(attempt).rejects.toMatchObject({ kind: 'conflict', code: 'user.self_demotion' });
      expect(auth.users()).toEqual([theBoss]);
    },
  );

  test('but everybody may rename themself', async () => {
    const auth = fakeAuth(theBoss);

    const edited = await editUser(auth.unit, {
      id: theBoss.id,
      actorId: theBoss.id,
      changes: { displayName: 'B.' },
      now,
    });

    expect(edited).toMatchObject({ displayName: 'B.', version: 2 });
  });

  test.each([
    ['was deleted', { deletedAt: now }],
    ['was switched off', { active: false }],
    ['is of the head office no more', { role: 'customer' as const }],
  ])('an administrator who %s changes nothing any more', async (_, change) => {
    const auth = fakeAuth(lea, { ...theBoss, ...change });

    const attempt = editUser(auth.unit, { ...edit, changes: { displayName: 'X' } });

    await expect(attempt).rejects.toMatchObject({ kind: 'forbidden', code: 'role.forbidden' });
    expect(auth.users()[0]).toEqual(lea);
  });

  test.each([
    ['is not there', fakeAuth(theBoss)],
    ['is deleted', fakeAuth(theBoss, { ...lea, deletedAt: now })],
  ])('a user who %s is not found', async (_, auth) => {
    const attempt = editUser(auth.unit, { ...edit, changes: { displayName: 'X' } });

    await expect(attempt).rejects.toMatchObject({ kind: 'notFound', code: 'user.not_found' });
  });
});

describe('deleting', () => {
  const deletion = { id: lea.id, actorId: theBoss.id, now };

  test('keeps the row, ends the sign-ins and tells of it', async () => {
    const auth = fakeAuth(lea, theBoss);
    await startSession(auth.unit, lea.id, session);

    await deleteUser(auth.unit, deletion);

    const deleted = { ...lea, active: false, deletedAt: now, version: 4 };
    expect(auth.users()[0]).toEqual(deleted);
    expect(auth.families()).toMatchObject([{ revokedAt: now }]);
    expect(auth.published()).toEqual([{ type: 'deleted', user: deleted }]);
  });

  test('twice is once', async () => {
    const auth = fakeAuth(lea, theBoss);
    await deleteUser(auth.unit, deletion);

    await deleteUser(auth.unit, { ...deletion, now: new Date('2026-12-02') });

    expect(auth.users()[0]).toMatchObject({ deletedAt: now, version: 4 });
    expect(auth.published()).toHaveLength(1);
  });

  test('nobody deletes themself', async () => {
    const auth = fakeAuth(theBoss);

    const attempt = deleteUser(auth.unit, { id: theBoss.id, actorId: theBoss.id, now });

    await expect(attempt).rejects.toMatchObject({ kind: 'conflict', code: 'user.self_delete' });
    expect(auth.users()).toEqual([theBoss]);
  });

  test('who was deleted deletes nobody', async () => {
    const auth = fakeAuth(lea, { ...theBoss, deletedAt: now });

    await expect(deleteUser(auth.unit, deletion)).rejects.toMatchObject({ code: 'role.forbidden' });
    expect(auth.users()[0]).toEqual(lea);
  });
});

describe('importing', () => {
  const tom = { username: 'tom', password: 'a long password', role: 'customer' as const };

  function importer(...known: Parameters<typeof fakeAuth>) {
    const auth = fakeAuth(...known);
    let ids = 0;
    const deps = {
      findByUsername: auth.accounts.findByUsername,
      passwords: fakePasswords().passwords,
      newId: () => {
        ids += 1;
        return `id-${ids}`;
      },
      inTransaction: auth.inTransaction,
    };
    return { auth, deps };
  }

  test('creates who is missing and leaves who exists', async () => {
    const { auth, deps } = importer(lea);

    const items = await importUsers(deps, [{ ...tom, username: 'LEA' }, tom]);

    expect(items).toEqual([
      { id: lea.id, username: 'LEA', created: false },
      { id: 'id-1', username: 'tom', created: true },
    ]);
    expect(auth.users()[0]).toEqual(lea);
    expect(auth.users()[1]).toMatchObject({ username: 'tom', passwordHash: 'hash of a long password' });
    expect(auth.published()).toHaveLength(1);
  });

  test('who was created meanwhile by another import is left as they are', async () => {
    const { auth, deps } = importer();
    const others = aUser({ id: 'other', username: 'tom' });
    const { hash } = deps.passwords;
    deps.passwords.hash = async (password) => {
      await auth.unit.users.add(others);
      return hash(password);
    };

    expect(await importUsers(deps, [tom])).toEqual([{ id: 'other', username: 'tom', created: false }]);
    expect(auth.users()).toEqual([others]);
  });

  test('one who is placed wrongly stops all, before any is created', async () => {
    const { auth, deps } = importer();

    const attempt = importUsers(deps, [tom, { ...tom, username: 'ann', role: 'clerk' }]);

    await expect(attempt).rejects.toMatchObject({ code: 'user.location_required' });
    expect(auth.users()).toEqual([]);
  });
});
