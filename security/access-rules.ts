import type { Rule } from './test/access-rule.ts';
import {
  aCart,
  aSale,
  byLocation,
  cartHolders,
  located,
  ofTheLine,
  office,
  only,
  open,
  operators,
  shopReaders,
  staff,
  unbound,
} from './test/access-rule.ts';
import { ROLES } from '@comptoir/service-kit';

/**
 * Who may do what, route by route: written by hand, so that it says what was meant and not what the code does. A route
 * that is not in it fails the test, and so does an entry without a route.
 */
export const accessRules: Record<string, Rule> = {
  'auth POST /api/auth/login': open('it is how one becomes somebody'),
  'auth POST /api/auth/refresh': open('the refresh token in the body says who it is'),
  'auth POST /api/auth/logout': open('the refresh token in the body says who it is'),
  'auth POST /api/auth/register': open('it makes a customer and nothing else'),
  'auth GET /api/auth/me': { who: ROLES, bound: unbound('it answers the one who asks') },
  'auth GET /api/users': office,
  'auth POST /api/users': office,
  'auth GET /api/users/:id': office,
  'auth PATCH /api/users/:id': office,
  'auth DELETE /api/users/:id': office,
  'auth PUT /internal/users': only('mesh'),
  'auth POST /internal/signing-keys/rotate': only('mesh'),
  'auth GET /internal/jwks': open('public keys, with which tokens are checked'),

  'location GET /api/locations': { who: ROLES, bound: unbound('addresses of shops are on every receipt') },
  'location GET /api/locations/:id': {
    who: ROLES,
    bound: unbound('addresses of shops are on every receipt'),
  },
  'location POST /api/locations': office,
  'location PUT /api/locations/:id': office,
  'location GET /api/locations/:id/registers': {
    who: ROLES,
    bound: unbound('a register is a name and a number'),
  },
  'location POST /api/locations/:id/registers': office,
  'location GET /internal/locations/:id': only('auth', 'stock', 'cart', 'sale', 'order', 'mesh'),
  'location GET /internal/locations': only('mesh'),
  'location PUT /internal/locations': only('mesh'),

  'product GET /api/products': open('the catalogue is public'),
  'product GET /api/products/categories': open('the catalogue is public'),
  'product GET /api/products/changes': open('the catalogue is public'),
  'product GET /api/products/barcode/:ean': open('the catalogue is public'),
  'product GET /api/products/:id': open('the catalogue is public'),
  'product POST /api/products': office,
  'product PUT /api/products/:id': office,
  'product DELETE /api/products/:id': office,
  'product PUT /internal/products': only('mesh'),
  'product POST /internal/quotes': only('cart', 'sale', 'order', 'stock', 'mesh'),
  'product GET /internal/products/barcode/:ean': only('cart'),

  'stock GET /api/stock': {
    who: ROLES,
    bound: unbound('one shop may look for goods in another; customers see availability'),
  },
  'stock GET /api/stock/:locationId/:productId': {
    who: staff,
    bound: unbound('one shop may look for goods in another'),
  },
  'stock GET /api/stock/:locationId/:productId/ledger': {
    who: staff,
    bound: located(({ productId }, { id }) => ({ params: { locationId: id, productId } })),
  },
  'stock POST /api/stock/adjustments': {
    who: ['manager', 'logistics'],
    bound: located(({ productId }, { id }) => ({
      body: { locationId: id, productId, delta: 1, reason: 'found' },
    })),
  },
  'stock POST /internal/reservations': only('sale', 'order'),
  'stock DELETE /internal/reservations/:id': only('sale', 'order'),
  'stock PUT /internal/openings': only('mesh'),
  'stock GET /internal/stories': only('operations'),
  'stock GET /internal/deliveries': only('operations'),

  'cart POST /api/carts': {
    who: ['stranger', ...cartHolders],
    bound: located((_, { id }) => ({ body: { locationId: id } })),
  },
  'cart GET /api/carts': { who: cartHolders, bound: unbound('it lists the carts of the one who asks') },
  'cart GET /api/carts/:id': aCart(),
  'cart DELETE /api/carts/:id': aCart(),
  'cart POST /api/carts/:id/items': aCart(({ productId }) => ({ body: { productId, quantity: 1 } })),
  'cart PUT /api/carts/:id/items/:productId': aCart((world) => ({
    ...ofTheLine(world),
    body: { quantity: 2 },
  })),
  'cart DELETE /api/carts/:id/items/:productId': aCart(ofTheLine),
  'cart POST /api/carts/:id/park': { ...aCart(() => ({ body: {} })), who: cartHolders },
  'cart POST /api/carts/:id/recall': { ...aCart(), who: cartHolders },
  'cart GET /internal/carts/:id': only('sale'),
  'cart DELETE /internal/carts/:id': only('sale'),

  'sale POST /api/sales': {
    who: ['clerk', 'manager'],
    bound: located((world, place) => ({ body: world.saleAt(place) })),
  },
  'sale GET /api/sales': { who: shopReaders, bound: byLocation },
  'sale GET /api/sales/:id': { who: shopReaders, bound: aSale },
  'sale GET /api/sales/:id/receipt': { who: shopReaders, bound: aSale },
  'sale GET /api/sales/tax-numbers': { who: shopReaders, bound: unbound('they are on every receipt') },
  'sale POST /api/sales/:id/cancel': {
    who: ['clerk', 'manager', 'headOffice'],
    bound: located(async (world, place) => ({
      params: { id: (await world.sold(place)).id },
      body: { reason: 'wrong size' },
    })),
  },
  'sale GET /api/sagas': {
    who: ['manager', 'headOffice', 'operator'],
    bound: unbound("it lists those of one's own location"),
  },
  'sale GET /api/sagas/:id': {
    who: ['manager', 'headOffice', 'operator'],
    bound: located(async (world, place) => ({ params: { id: (await world.sold(place)).sagaId } })),
  },
  'sale GET /internal/holdings/:id': only('stock'),
  'sale GET /internal/stories/:reference': only('operations'),
  'sale GET /api/register-sessions': { who: shopReaders, bound: byLocation },
  'sale GET /api/register-sessions/:id': {
    who: shopReaders,
    bound: located(async (world, place) => ({ params: { id: (await world.openedRegister(place)).id } })),
  },
  'sale POST /api/register-sessions': {
    who: ['clerk', 'manager'],
    bound: located((_, place) => ({
      body: { locationId: place.id, registerId: place.freeRegister(), openingFloatCents: 0 },
    })),
  },
  'sale POST /api/register-sessions/:id/close': {
    who: ['clerk', 'manager'],
    bound: located(async (world, place) => ({
      params: { id: (await world.openedRegister(place)).id },
      body: { countedCents: 0 },
    })),
  },

  'payment POST /api/payments/:id/process': {
    who: ['customer'],
    bound: {
      kind: 'owner',
      ask: async (world, owner) => ({
        params: { id: await world.requestedPayment(owner) },
        body: { cardNumber: '4242424242424242' },
      }),
    },
  },
  'payment GET /api/payments/:id': {
    who: ['customer', 'headOffice'],
    bound: {
      kind: 'owner',
      beside: ['headOffice'],
      ask: async (world, owner) => ({ params: { id: await world.requestedPayment(owner) } }),
    },
  },
  'payment POST /internal/charges': only('sale', 'order'),
  'payment GET /internal/charges/:id': only('sale', 'order'),
  'payment PUT /internal/charges/:id/refund': only('sale', 'order'),
  'payment POST /internal/payment-requests': only('order'),
  'payment PUT /internal/gift-cards': only('mesh'),
  'payment GET /internal/stories/:reference': only('operations'),

  'operations GET /api/ops/mesh': operators,
  'operations GET /api/ops/alerts': operators,
  'operations GET /api/ops/panels': operators,
  'operations GET /api/ops/panels/:id/series': operators,
  'operations GET /api/ops/logs': operators,
  'operations GET /api/ops/explanations/:reference': operators,
  'operations GET /internal/explanations/:reference': only('mesh'),
};

for (const service of ['stock', 'cart']) {
  accessRules[`${service} GET /internal/dead-letters`] = only('mesh');
  accessRules[`${service} POST /internal/dead-letters/:id/replay`] = only('mesh');
  accessRules[`${service} DELETE /internal/dead-letters/:id`] = only('mesh');
}
