import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import type { CallOptions, TestActor } from '@comptoir/test-kit';
import { v7 as uuidv7 } from 'uuid';
import type { SaleUnderTest } from './sale-service.ts';
import { card, cash, one, startSale } from './sale-service.ts';

let till: SaleUnderTest;
let otherClerk: TestActor;

beforeAll(async () => {
  till = await startSale();
  otherClerk = { ...till.clerk, sub: uuidv7() };
});
afterAll(() => till.mesh.close());

const PATH = '/api/register-sessions';
const open = (body: object = {}, call: Partial<CallOptions> = {}) =>
  till.sale.call('POST', PATH, {
    as: till.clerk,
    idempotencyKey: uuidv7(),
    body: { locationId: till.shop, registerId: till.anotherRegister(), openingFloatCents: 10_000, ...body },
    ...call,
  });
const close = (id: string, call: Partial<CallOptions> = {}) =>
  till.sale.call('POST', `${PATH}/${id}/close`, {
    as: till.clerk,
    idempotencyKey: uuidv7(),
    body: { countedCents: 10_000 },
    ...call,
  });
const read = (id: string, as: TestActor | undefined = till.clerk) =>
  till.sale.call('GET', `${PATH}/${id}`, { as });
const ascending = (left: number, right: number) => left - right;
const pointersOf = ({ body }: { body: { errors: { pointer: string }[] } }) =>
  body.errors.map(({ pointer }) => pointer).toSorted();

describe('POST /api/register-sessions', () => {
  test('takes a register, with what is in its drawer', async () => {
    const registerId = till.anotherRegister();

    const answer = await open({ registerId });

    expect(answer.status).toBe(201);
    expect(answer.headers.get('location')).toBe(`${PATH}/${answer.body.id}`);
    expect(answer.body).toEqual({
      id: expect.any(String),
      locationId: till.shop,
      registerId,
      till: expect.stringMatching(/^MTL1-\d\d$/),
      openedBy: till.clerk.sub,
      openedAt: expect.any(String),
      openingFloatCents: 10_000,
      closedAt: null,
      closedBy: null,
      expectedCashCents: null,
      countedCents: null,
      differenceCents: null,
    });
  });

  test('whoever has it gets their session again, somebody else is told who has it since when', async () => {
    const registerId = till.anotherRegister();
    const { body: first } = await open({ registerId });

    const own = await open({ registerId, openingFloatCents: 5 });
    const foreign = await open({ registerId }, { as: otherClerk });

    expect(own).toMatchObject({ status: 200, body: first });
    expect(foreign).toMatchObject({
      status: 409,
      body: {
        code: 'register.in_use',
        errors: [{ pointer: '', openedBy: till.clerk.sub, openedAt: first.openedAt }],
      },
    });
    expect(foreign.body.detail).toContain(first.openedAt);
  });

  test('of two who open a register at once, exactly one gets it', async () => {
    const registerId = till.anotherRegister();

    const answers = await Promise.all([open({ registerId }), open({ registerId }, { as: otherClerk })]);

    expect(answers.map(({ status }) => status).toSorted(ascending)).toEqual([201, 409]);
    const rows = await till.sale
      .database()
      .query('SELECT id FROM register_sessions WHERE register_id = ?', [registerId]);
    expect(rows).toHaveLength(1);
  });

  test('a double click of one clerk is one session', async () => {
    const registerId = till.anotherRegister();

    const answers = await Promise.all(Array.from({ length: 6 }, () => open({ registerId })));

    expect(answers.map(({ status }) => status).toSorted(ascending)).toEqual([200, 200, 200, 200, 200, 201]);
    expect(new Set(answers.map(({ body }) => body.id)).size).toBe(1);
  });

  test('the same key and body get the stored answer, with another body they are refused', async () => {
    const registerId = till.anotherRegister();
    const idempotencyKey = uuidv7();
    const first = await open({ registerId }, { idempotencyKey });
    await close(first.body.id);

    const again = await open({ registerId }, { idempotencyKey });
    const other = await open({ registerId, openingFloatCents: 1 }, { idempotencyKey });

    expect(again).toMatchObject({ status: 201, body: first.body });
    expect(again.headers.get('idempotency-replayed')).toBe('true');
    expect(other).toMatchObject({ status: 422, body: { code: 'idempotency.mismatch' } });
  });

  test('an unknown register and a location that is none are refused', async () => {
    const elsewhere = uuidv7();
    const [register, location] = [
      await open({ registerId: uuidv7() }),
      await open({ locationId: elsewhere }, { as: { ...till.clerk, locationId: elsewhere } }),
    ];

    expect([register, location]).toMatchObject([
      { status: 422, body: { code: 'register.unknown' } },
      { status: 422, body: { code: 'location.unknown' } },
    ]);
  });

  test('every problem of a body is listed', async () => {
    const body = { registerId: 'x', openingFloatCents: -1, till: 'MTL1-02' };

    const answer = await open({}, { body });

    expect(answer).toMatchObject({ status: 422, body: { code: 'request.invalid' } });
    expect(pointersOf(answer)).toEqual(['/locationId', '/openingFloatCents', '/registerId', '/till']);
  });

  test('cents are whole, and a drawer holds so much', async () => {
    const bodies = [10.5, 10_000_001, '100', null].map((openingFloatCents) => open({ openingFloatCents }));

    for (const answer of await Promise.all(bodies)) {
      expect(answer.status).toBe(422);
      expect(pointersOf(answer)).toEqual(['/openingFloatCents']);
    }
  });
});

describe.each([
  ['POST /api/register-sessions', () => PATH],
  ['POST /api/register-sessions/:id/close', () => `${PATH}/${uuidv7()}/close`],
])('%s', (_, path) => {
  const send = (call: CallOptions) =>
    till.sale.call('POST', path(), { as: till.clerk, idempotencyKey: uuidv7(), ...call });

  test('asks for a key, for JSON, and for who it is', async () => {
    const answers = await Promise.all([
      till.sale.call('POST', path(), { as: till.clerk, body: {} }),
      send({ rawBody: '{' }),
      send({ rawBody: 'a=1', headers: { 'content-type': 'application/x-www-form-urlencoded' } }),
      send({ as: undefined, body: {} }),
      send({ as: till.headOffice, body: {} }),
      send({ as: { sub: uuidv7(), role: 'customer' }, body: {} }),
    ]);

    expect(answers.map(({ status, body }) => [status, body.code])).toEqual([
      [400, 'idempotency.required'],
      [400, 'request.not_json'],
      [415, 'request.unsupported_media_type'],
      [401, 'token.missing'],
      [403, 'role.forbidden'],
      [403, 'role.forbidden'],
    ]);
  });
});

test('nobody opens, reads or closes a register of another location', async () => {
  const { body: session } = await open();
  const foreignManager: TestActor = { ...till.foreignClerk, role: 'manager' };

  const answers = [
    await open({}, { as: till.foreignClerk }),
    await read(session.id, till.foreignClerk),
    await close(session.id, { as: foreignManager }),
  ];

  for (const answer of answers)
    expect(answer).toMatchObject({ status: 403, body: { code: 'location.forbidden' } });
  expect((await read(session.id)).body.closedAt).toBeNull();
});

describe('GET /api/register-sessions/:id', () => {
  test('tells what is in the drawer, sale by sale', async () => {
    const registerId = till.anotherRegister();
    const { body: session } = await open({ registerId });
    const tea = till.stocked(9, { priceCents: 1234 });
    await till.sell({ registerId, lines: one(tea), tenders: cash(2000) });
    await till.sell({ registerId, lines: one(tea), tenders: card(1234) });
    const { body: undone } = await till.sell({ registerId, lines: one(tea), tenders: cash(1235) });
    await till.sell({ lines: one(tea), tenders: cash(1235) });
    await till.sell({ registerId, lines: one(tea, 99), tenders: cash(200_000) });
    await till.sale.call('POST', `/api/sales/${undone.id}/cancel`, {
      as: till.manager,
      idempotencyKey: uuidv7(),
      body: { reason: 'changed their mind' },
    });

    const { status, body } = await read(session.id);

    expect(status).toBe(200);
    expect(body).toEqual({
      ...session,
      figures: {
        sales: 3,
        cancelledSales: 1,
        cashTakenCents: 3235,
        changeGivenCents: 765,
        cashRefundedCents: 1235,
        // 12.34 in cash is rounded to 12.35.
        expectedCashCents: 10_000 + 1235,
        cardCents: 1234,
        cardRefundedCents: 0,
        giftCardCents: 0,
        giftCardRefundedCents: 0,
      },
    });
  });

  test('unknown is 404, an id that is none is 400, nobody is 401, a customer 403', async () => {
    const answers = [
      await read(uuidv7()),
      await read('x'),
      await till.sale.call('GET', `${PATH}/${uuidv7()}`),
      await read(uuidv7(), { sub: uuidv7(), role: 'customer' }),
    ];

    expect(answers.map(({ status, body }) => [status, body.code])).toEqual([
      [404, 'registerSession.not_found'],
      [400, 'request.malformed'],
      [401, 'token.missing'],
      [403, 'role.forbidden'],
    ]);
  });
});

describe('POST /api/register-sessions/:id/close', () => {
  test('compares what was counted with what should be there, and says so ever after', async () => {
    const registerId = till.anotherRegister();
    const { body: session } = await open({ registerId });
    const tea = till.stocked(9);
    const { body: sold } = await till.sell({ registerId, lines: one(tea), tenders: cash(1000) });

    const answer = await close(session.id, { body: { countedCents: 10_900 } });
    await till.sell({ registerId, lines: one(tea), tenders: cash(1000) });
    await till.sale.call('POST', `/api/sales/${sold.id}/cancel`, {
      as: till.manager,
      idempotencyKey: uuidv7(),
      body: { reason: 'too late for this drawer' },
    });
    const later = await read(session.id);

    expect(answer).toMatchObject({
      status: 200,
      body: {
        ...session,
        closedAt: expect.any(String),
        closedBy: till.clerk.sub,
        expectedCashCents: 11_000,
        countedCents: 10_900,
        differenceCents: -100,
        figures: { sales: 1, cancelledSales: 0, expectedCashCents: 11_000 },
      },
    });
    expect(later.body).toEqual(answer.body);
  });

  test('a manager closes what a clerk left open, another clerk does not', async () => {
    const { body: session } = await open();

    const byOther = await close(session.id, { as: otherClerk });
    const byManager = await close(session.id, { as: till.manager });

    expect(byOther).toMatchObject({ status: 403, body: { code: 'registerSession.not_yours' } });
    expect(byManager).toMatchObject({ status: 200, body: { closedBy: till.manager.sub } });
  });

  test('the next session of a register starts from nothing', async () => {
    const registerId = till.anotherRegister();
    const { body: first } = await open({ registerId });
    await till.sell({ registerId, lines: one(till.stocked(5)), tenders: cash(1000) });
    await close(first.id);

    const { status, body: second } = await open({ registerId }, { as: otherClerk });

    expect(status).toBe(201);
    expect((await read(second.id)).body.figures).toMatchObject({ sales: 0, expectedCashCents: 10_000 });
  });

  test('is done once: the key gets its answer again, another key is refused', async () => {
    const { body: session } = await open();
    const idempotencyKey = uuidv7();
    const first = await close(session.id, { idempotencyKey });

    const again = await close(session.id, { idempotencyKey });
    const recounted = await close(session.id, { idempotencyKey, body: { countedCents: 1 } });
    const other = await close(session.id);

    expect(again).toMatchObject({ status: 200, body: first.body });
    expect(again.headers.get('idempotency-replayed')).toBe('true');
    expect(recounted).toMatchObject({ status: 422, body: { code: 'idempotency.mismatch' } });
    expect(other).toMatchObject({ status: 409, body: { code: 'registerSession.closed' } });
  });

  test('ten closings at once are one', async () => {
    const { body: session } = await open();

    const answers = await Promise.all(Array.from({ length: 10 }, () => close(session.id)));

    expect(answers.filter(({ status }) => status === 200)).toHaveLength(1);
    expect(answers.filter(({ body }) => body.code === 'registerSession.closed')).toHaveLength(9);
  });

  test('waits for a sale on its way, whatever becomes of it', async () => {
    const registerId = till.anotherRegister();
    const { body: session } = await open({ registerId });
    const database = till.sale.database();
    const { body: sold } = await till.sell({ registerId, lines: one(till.stocked(5)), tenders: cash(1000) });
    const complete = (status: string, completedAt: Date | null) =>
      database.query('UPDATE sales SET status = ?, completed_at = ? WHERE id = ?', [
        status,
        completedAt,
        sold.id,
      ]);
    const idempotencyKey = uuidv7();
    await complete('pending', null);

    const early = await close(session.id, { idempotencyKey });
    await complete('completed', new Date());
    const late = await close(session.id, { idempotencyKey });

    expect(early).toMatchObject({ status: 409, body: { code: 'register.sale_in_flight' } });
    expect(early.headers.get('retry-after')).toBe('1');
    expect(late).toMatchObject({ status: 200, body: { figures: { sales: 1 }, expectedCashCents: 11_000 } });
  });

  test('every problem of a body is listed, and an unknown session is 404', async () => {
    const invalid = await close(uuidv7(), { body: { countedCents: -1, expectedCashCents: 0 } });

    expect(invalid.status).toBe(422);
    expect(pointersOf(invalid)).toEqual(['/countedCents', '/expectedCashCents']);
    expect(await close(uuidv7())).toMatchObject({
      status: 404,
      body: { code: 'registerSession.not_found' },
    });
  });
});
