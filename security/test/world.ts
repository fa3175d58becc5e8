import { randomUUID } from 'node:crypto';
import { ROLES, type Role } from '@comptoir/service-kit';
import type { TestActor } from '@comptoir/test-kit';
import { z } from 'zod';
import type { WholeMesh } from './whole-mesh.ts';

export interface Place {
  id: string;
  clerk: TestActor;
  manager: TestActor;
  /** A register that nobody has taken yet. */
  freeRegister(): string;
}

/** What was made: its id and, of a sale, the id of its saga. */
const thing = z.looseObject({ id: z.string(), sagaId: z.string().default('') });

const upserted = z.object({
  items: z.array(
    z.looseObject({
      id: z.string().default(''),
      registers: z.array(z.object({ id: z.string() })).default([]),
    }),
  ),
});

/** Two shops with their people, one product on both shelves, and hands to make what an attack needs. */
export type World = Awaited<ReturnType<typeof buildWorld>>;

const idOf = (made: { id: string } | undefined): string => made?.id ?? '';

export async function buildWorld({ service }: WholeMesh) {
  const asked = async (name: string, path: string, body: object) => {
    const { status, body: answer } = await service(name).call('PUT', path, { from: 'mesh', body });
    if (status !== 200) throw new Error(`${path} answered ${status}: ${JSON.stringify(answer)}`);
    return upserted.parse(answer).items;
  };
  const registers = Array.from({ length: 40 }, (_, index) => ({ number: index + 1, name: 'Caisse' }));
  const shops = await asked('location', '/internal/locations', {
    locations: ['HERE', 'THERE'].map((code) => ({ code, name: code, type: 'store', registers })),
  });
  const hire = async (role: Role, locationId?: string): Promise<TestActor> => {
    const work = locationId === undefined ? {} : { locationId };
    const user = { username: `${role}-${randomUUID()}`.slice(0, 60), password: randomUUID(), role, ...work };
    const [made] = await asked('auth', '/internal/users', { users: [user] });
    return { sub: idOf(made), role, ...work };
  };
  const places: Place[] = [];
  for (const { id, registers: taken } of shops) {
    const free: { id: string }[] = [...taken];
    places.push({
      id,
      clerk: await hire('clerk', id),
      manager: await hire('manager', id),
      freeRegister: () => free.shift()?.id ?? '',
    });
  }
  const [here, there] = places;
  if (here === undefined || there === undefined) throw new Error('two shops were asked for');
  const [product] = await asked('product', '/internal/products', {
    products: [
      { sku: 'TEA', nameFr: 'Thé', nameEn: 'Tea', category: 'tea', taxClass: 'taxable', priceCents: 100 },
    ],
  });
  const productId = idOf(product);
  await asked('stock', '/internal/openings', {
    openings: places.map(({ id }) => ({ locationId: id, productId, sku: 'TEA', quantity: 10_000 })),
  });
  const people = new Map<Role, TestActor>([
    ['clerk', here.clerk],
    ['manager', here.manager],
  ]);
  for (const role of ROLES) people.set(role, people.get(role) ?? (await hire(role)));

  const made = async (as: TestActor, name: string, path: string, body: object) => {
    const answer = await service(name).call('POST', path, { as, idempotencyKey: randomUUID(), body });
    if (answer.status !== 201)
      throw new Error(`${path} answered ${answer.status}: ${JSON.stringify(answer.body)}`);
    return thing.parse(answer.body);
  };
  const saleAt = ({ id }: Place) => ({
    locationId: id,
    lines: [{ productId, quantity: 1 }],
    tenders: [{ type: 'cash', amountCents: 200 }],
  });
  return {
    here,
    there,
    productId,
    hire,
    /** Who stands for a role; clerk and manager work `here`. */
    person: (role: Role): TestActor => people.get(role) ?? here.clerk,
    saleAt,
    sold: (place: Place) => made(place.clerk, 'sale', '/api/sales', saleAt(place)),
    openedRegister: (place: Place) =>
      made(place.clerk, 'sale', '/api/register-sessions', {
        locationId: place.id,
        registerId: place.freeRegister(),
        openingFloatCents: 0,
      }),
    /** A cart with one line. */
    filledCart: async (owner: TestActor, place: Place) => {
      const { id } = await made(owner, 'cart', '/api/carts', { locationId: place.id });
      const item = { productId, quantity: 1 };
      await service('cart').call('POST', `/api/carts/${id}/items`, { as: owner, body: item });
      return id;
    },
    /** Money that an order of this customer waits for. */
    requestedPayment: async ({ sub }: TestActor) => {
      const body = { id: randomUUID(), reference: randomUUID(), customerId: sub, amountCents: 100 };
      await service('payment').call('POST', '/internal/payment-requests', { from: 'order', body });
      return body.id;
    },
  };
}
