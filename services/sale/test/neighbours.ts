import type { Neighbour, NeighbourAnswer } from '@comptoir/test-kit';
import { v7 as uuidv7 } from 'uuid';

const refuse = (status: number, code: string): NeighbourAnswer => ({ status, body: { code, detail: code } });

const refused = (id: string, code: string, errors: object[] = []) => ({
  id,
  status: 'refused',
  problem: { status: 409, code, detail: code, errors },
});

export interface FakeProduct {
  id: string;
  sku: string;
  priceCents: number;
  taxClass: 'taxable' | 'zeroRated' | 'tpsOnly';
  nameFr?: string;
}

/** A catalogue that keeps its products and answers quotes for them. */
export function fakeCatalogue() {
  const products = new Map<string, FakeProduct>();
  const neighbour: Neighbour = ({ body }) => {
    const { productIds } = body as { productIds: string[] };
    const items = productIds.flatMap((id) => {
      const product = products.get(id);
      if (product === undefined) return [];
      const names = {
        nameFr: `${product.sku} fr`,
        nameEn: `${product.sku} en`,
        barcode: null,
        category: 'test',
      };
      return [{ ...names, ...product, active: true, version: 1 }];
    });
    return { status: 200, body: { items } };
  };
  return { neighbour, products };
}

interface Held {
  lines: { productId: string; sku: string; quantity: number }[];
  status: 'held' | 'released';
}

/** Stock that holds and lets go, keeps what stock keeps, and can be told to fail. */
export function fakeStock() {
  const available = new Map<string, number>();
  const reservations = new Map<string, Held>();
  const trouble: { next: 'none' | 'silent' | 'down' | 'silentAfterHolding' | 'strange' | 'forgetful' } = {
    next: 'none',
  };
  let askedToHold = 0;

  function hold(id: string, lines: Held['lines']): object {
    const known = reservations.get(id);
    if (known?.status === 'released') return refused(id, 'reservation.closed');
    if (known === undefined) {
      const short = lines.filter(({ productId, quantity }) => (available.get(productId) ?? 0) < quantity);
      if (short.length > 0) {
        return refused(
          id,
          'stock.insufficient',
          short.map(({ productId, sku, quantity }) => ({
            pointer: '/lines',
            message: 'short',
            productId,
            sku,
            requested: quantity,
            available: available.get(productId) ?? 0,
          })),
        );
      }
      for (const { productId, quantity } of lines)
        available.set(productId, (available.get(productId) ?? 0) - quantity);
      reservations.set(id, { lines, status: 'held' });
    }
    return { id, status: 'held', expiresAt: '2030-01-01T00:00:00.000Z' };
  }

  function letGo(id: string): NeighbourAnswer {
    const known = reservations.get(id);
    if (known?.status === 'held') {
      for (const { productId, quantity } of known.lines)
        available.set(productId, (available.get(productId) ?? 0) + quantity);
    }
    reservations.set(id, { lines: known?.lines ?? [], status: 'released' });
    return { status: 204 };
  }

  const neighbour: Neighbour = ({ method, path, body }) => {
    if (method === 'POST') askedToHold += 1;
    if (trouble.next === 'silent') return undefined;
    if (trouble.next === 'down') return refuse(503, 'stock.down');
    if (trouble.next === 'strange' && method === 'POST') return refuse(422, 'request.invalid');
    if (method === 'DELETE') return letGo(path.split('?')[0]?.split('/').at(-1) ?? '');
    const wanted = (body as { reservations: { id: string; lines: Held['lines'] }[] }).reservations;
    const outcomes = wanted.map(({ id, lines }) => hold(id, lines));
    if (trouble.next === 'silentAfterHolding') return undefined;
    return { status: 200, body: { outcomes: trouble.next === 'forgetful' ? outcomes.slice(1) : outcomes } };
  };
  const held = () => [...reservations.values()].filter(({ status }) => status === 'held').length;
  return { neighbour, available, reservations, trouble, held, askedToHold: () => askedToHold };
}

/** Payment that charges cards once per id; `4000000000000002` is declined. */
export function fakePayment() {
  const charges = new Map<string, { amountCents: number; status: 'captured' | 'refunded' | 'void' }>();
  const trouble: { next: 'none' | 'silentAfterCharging' | 'down' } = { next: 'none' };
  const view = (id: string) => ({
    id,
    authorization: `auth-${id.slice(-4)}`,
    last4: '4242',
    ...charges.get(id),
  });

  const neighbour: Neighbour = ({ method, path, body }) => {
    if (trouble.next === 'down') return refuse(503, 'payment.down');
    const id = path.split('/')[3] ?? '';
    if (method === 'GET')
      return charges.has(id) ? { status: 200, body: view(id) } : refuse(404, 'payment.not_found');
    if (method === 'PUT') {
      const known = charges.get(id);
      charges.set(id, {
        amountCents: known?.amountCents ?? 0,
        status: known === undefined ? 'void' : 'refunded',
      });
      return { status: 200, body: { id, ...charges.get(id) } };
    }
    const request = body as { id: string; amountCents: number; means: { cardNumber?: string } };
    if (request.means.cardNumber === '4000000000000002') return refuse(402, 'payment.declined');
    if (charges.has(request.id) && charges.get(request.id)?.status !== 'captured')
      return refuse(409, 'payment.closed');
    charges.set(request.id, { amountCents: request.amountCents, status: 'captured' });
    return trouble.next === 'silentAfterCharging' ? undefined : { status: 201, body: view(request.id) };
  };
  const capturedCents = () =>
    [...charges.values()]
      .filter(({ status }) => status === 'captured')
      .reduce((sum, { amountCents }) => sum + amountCents, 0);
  return { neighbour, charges, trouble, capturedCents };
}

/** Carts that are found by their id and dropped at the version they have; `kept` is what is left of them. */
export function fakeCarts() {
  const kept = new Map<string, { locationId: string; version: number; lines: object[] }>();
  const trouble: { next: 'none' | 'downForDeletes' } = { next: 'none' };
  const neighbour: Neighbour = ({ method, path }) => {
    const [, id = '', version] = /^\/internal\/carts\/([^?]+)(?:\?version=(\d+))?$/.exec(path) ?? [];
    const cart = kept.get(id);
    if (method === 'GET')
      return cart ? { status: 200, body: { id, ...cart } } : refuse(404, 'cart.not_found');
    if (trouble.next === 'downForDeletes') return refuse(503, 'cart.down');
    if (cart !== undefined && String(cart.version) !== version) return refuse(409, 'version.conflict');
    kept.delete(id);
    return { status: 204 };
  };
  return { neighbour, kept, trouble };
}

/** One shop, `MTL1`, with register 2, and sixty more that are taken out one by one. */
export function fakeChain() {
  const shop = uuidv7();
  const register = uuidv7();
  const spare = Array.from({ length: 60 }, () => uuidv7());
  const registers = [register, ...spare].map((id, index) => ({
    id,
    number: index + 2,
    name: `Caisse ${index + 2}`,
    active: true,
  }));
  const anotherRegister = (): string => {
    const id = spare.shift();
    if (id === undefined) throw new Error('the shop has no more registers');
    return id;
  };
  const neighbour: Neighbour = ({ path }) => {
    if (!path.endsWith(shop)) return refuse(404, 'location.not_found');
    return {
      status: 200,
      body: {
        id: shop,
        code: 'MTL1',
        name: 'Montréal',
        type: 'store',
        address: null,
        city: null,
        active: true,
        version: 1,
        registers,
      },
    };
  };
  return { neighbour, shop, register, anotherRegister };
}
